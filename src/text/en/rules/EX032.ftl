message = { $protocol } looks for a certificate with `{ $host }`, but { $count ->
    [0] no certificate is bound to it
    [one] the one certificate bound to it does not list it
   *[other] none of the { $count } certificates bound to it lists it
  }
message-cut = { $protocol } looks for a certificate with `{ $host }`; the truncated names of what is bound to it do not show it
label-here = on no certificate bound to this service
label-names = not among the names of `{ $shown }`
effect = The service finds no certificate with this name: clients get no TLS, or a warning.
help = Set X509CertificateName to a name that the bound certificate lists, or bind a certificate with this name. Then restart the service.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
