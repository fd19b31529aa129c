message-zero = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, is zero
message-negative = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, is negative
message-long = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, takes { $octets } octets, more than 20
message-short = The serial number of `{ $certificate }`, issued to `{ $issued_to }`, has { $bits } bits: it holds no 64 random ones
label-here = { $octets ->
    [one] one octet
   *[other] { $octets } octets
  } as DER has it
help = Have it issued again, and tell the authority: its software makes the number.
help-ca = Tell the authority: its software makes the number. Where the authority is your own, give it a new certificate with a proper number.
