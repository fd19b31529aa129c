message = The connector `{ $connector }` calls itself `{ $fqdn }`, which { $count ->
    [0] no certificate covers: none is bound to SMTP
    [one] the one certificate bound to SMTP does not cover
   *[other] none of the { $count } certificates bound to SMTP covers
  }
message-cut = The connector `{ $connector }` calls itself `{ $fqdn }`, which no name covers that is visible of the { $count } certificates bound to SMTP
label-here = on no certificate bound to SMTP
label-also = `{ $further }` too
label-names = not among the names of `{ $shown }`
effect = Exchange finds no certificate for this connector (event 12014) and offers no TLS: partners that demand it send and take no mail.
help = Set the Fqdn to a name that the certificate has, bind a certificate with this name to SMTP, or name the certificate by TlsCertificateName.
help-cut = Export the certificate itself, or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
