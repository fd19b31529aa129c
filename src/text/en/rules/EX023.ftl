message = The connector `{ $connector }` has the Fqdn `{ $fqdn }`, but { $count ->
    [0] no certificate is bound to SMTP
    [one] the one certificate bound to SMTP does not list it
   *[other] none of the { $count } certificates bound to SMTP lists it
  }
message-cut = The connector `{ $connector }` has the Fqdn `{ $fqdn }`; { $count ->
    [one] the truncated names of the SMTP certificate do not show it
   *[other] the truncated names of { $count } SMTP certificates do not show it
  }
label-here = on no certificate bound to SMTP
label-also = `{ $further }` too
label-names = not among the names of `{ $shown }`
effect = Exchange finds no certificate for this connector (event 12014) and offers no TLS: mail with partners that require it stops.
help = Set the Fqdn to a name that the certificate lists, bind a certificate with this name to SMTP, or set TlsCertificateName.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
