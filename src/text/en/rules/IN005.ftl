message = The base64 of a block in `{ $file }` can't be decoded: { $detail }
message-no-end = A block in `{ $file }` begins with `BEGIN { $label }` and never ends
message-no-begin = A block in `{ $file }` ends with `END { $label }` and never began
message-other-end = A block in `{ $file }` begins with `BEGIN { $begin }` and ends with `END { $end }`
message-broken-border = A border in `{ $file }` is broken
message-wrong-label = A block in `{ $file }` is labelled `{ $label }`, but holds { $holds ->
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
message-unknown-label = A block in `{ $file }` is labelled `{ $label }`, which is no label of certificates, requests or keys
message-empty-block = A block in `{ $file }`, labelled `{ $label }`, is empty
label-here = here
help = Export it again, or copy it again whole: from the line with BEGIN to the line with END, both included, nothing between left out.
help-label = Export it again: the label must say what the block holds (CERTIFICATE for a certificate).
help-border = A border is a line of its own: five hyphens, BEGIN or END, the label, five hyphens. Mail programs and word processors make dashes or quotation marks of them.
