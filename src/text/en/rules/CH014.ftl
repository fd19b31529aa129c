message = `{ $file }` lacks an intermediate: `{ $missing }`, which issued `{ $certificate }`
message-nowhere = `{ $file }` lacks the issuer of `{ $certificate }`, `{ $issuer }`, or has { $count ->
    [one] a certificate that does not belong
   *[other] certificates that do not belong
  } to it: { $others }
label-here = its issuer is not in the file
label-missing = missing in `{ $file }`
label-other = not reached without it
effect = A client that does not know the missing certificate can't build the chain and refuses the server. Some load it from an address in the certificate below, or have kept it from another server: so it is seen on some devices alone.
help = Add `{ $missing }` to the file, after `{ $certificate }`.
help-address = Add it after `{ $certificate }`: it should stand at { $address }. If `{ $issuer }` is a root itself, take { $others } out instead.
help-nowhere = Ask the authority for `{ $issuer }`, and add it after `{ $certificate }`. If it is a root itself, take { $others } out instead.
