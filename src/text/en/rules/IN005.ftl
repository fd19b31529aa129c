message = The base64 of a block in `{ $file }` cannot be decoded: { $detail }
message-no-end = A block in `{ $file }` has no END line: `BEGIN { $label }`
message-no-begin = A block in `{ $file }` has no BEGIN line: `END { $label }`
message-other-end = A block in `{ $file }` starts with `BEGIN { $begin }` and ends with `END { $end }`
message-broken-border = A BEGIN or END line in `{ $file }` is corrupt
message-wrong-label = A block in `{ $file }` is labelled `{ $label }`, but contains { $holds ->
    [certificate] a certificate
    [certificate-request] a certificate request
    [private-key] a private key
    [public-key] a public key
    [pkcs7] a PKCS#7 container
    [pkcs12] a PKCS#12 container
    [crl] a certificate revocation list
    [der] DER of another kind
   *[other] something else
  }
message-unknown-label = A block in `{ $file }` has the unknown label `{ $label }`
message-empty-block = A block in `{ $file }`, labelled `{ $label }`, is empty
label-here = here
help = Export or copy it again whole, from the BEGIN line to the END line, both included.
help-label = Export it again: the label must name the content (CERTIFICATE for a certificate).
help-border = Write it as a line of its own: five hyphens, BEGIN or END, the label, five hyphens. Mail programs and word processors turn hyphens into dashes.
