message-zero = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, is zero
message-negative = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, is negative
message-long = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, has { $octets } octets, more than 20
message-short = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, has { $bits } bits, fewer than 64
label-here = { $octets ->
    [one] one octet
   *[other] { $octets } octets
  } in DER
help = Reissue it, and report this to the authority, whose software creates the number.
help-ca = Report this to the authority, whose software creates the number. If the authority is your own: reissue its certificate.
