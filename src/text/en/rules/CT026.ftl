message = `{ $certificate }`, issued to `{ $issued_to }`, has { $count ->
    [one] an unknown critical extension: { $extensions }
   *[other] { $count } unknown critical extensions: { $extensions }
  }
message-precertificate = `{ $certificate }`, issued to `{ $issued_to }`, is a precertificate, not a certificate
label-here = with { $extensions }, critical
effect = A client that does not know a critical extension refuses the certificate.
help = Reissue it without the extension, or with the extension not critical.
help-ca = Have the authority's certificate reissued without the extension, or with the extension not critical.
help-precertificate = Get the certificate itself from the authority: a precertificate is made for public logs only, and no client accepts it.
