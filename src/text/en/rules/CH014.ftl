message = `{ $file }` lacks an intermediate CA: `{ $missing }`, which issued `{ $certificate }`
message-nowhere = `{ $file }` lacks the issuer of `{ $certificate }`, `{ $issuer }`, or has { $count ->
    [one] a certificate of another chain
   *[other] certificates of another chain
  }: { $others }
label-here = its issuer is not in the file
label-missing = missing in `{ $file }`
label-other = not reached without it
effect = A client that does not have the missing certificate refuses the server. Some clients download or cache it, so only some devices fail.
help = Add `{ $missing }` to the file, after `{ $certificate }`.
help-address = Add it after `{ $certificate }`; its address is { $address }. If `{ $issuer }` is a root: remove { $others } instead.
help-nowhere = Get the certificate of `{ $issuer }` from the authority, and add it after `{ $certificate }`. If it is a root: remove { $others } instead.
