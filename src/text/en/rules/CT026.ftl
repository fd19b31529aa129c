message = `{ $certificate }`, issued to `{ $issued_to }`, has { $count ->
    [one] a critical extension that nobody knows: { $extensions }
   *[other] { $count } critical extensions that nobody knows: { $extensions }
  }
message-precertificate = `{ $certificate }`, issued to `{ $issued_to }`, is a precertificate, not a certificate
label-here = with { $extensions }, critical
effect = A client that does not know a critical extension refuses the certificate.
help = Have it issued again without the extension, or with it not critical.
help-ca = Have the authority's certificate issued again without the extension, or with it not critical.
help-precertificate = Get the certificate itself from the authority: this is only what was shown to public logs before. It has the same names and serial number, and no client accepts it.
