message = Outlook Anywhere has `{ $host }` as its { $element }, but none of the { $count } server certificates here covers that name
message-one = Outlook Anywhere has `{ $host }` as its { $element }, but `{ $certificate }`, the only server certificate here, does not cover that name
message-cut = Outlook Anywhere has `{ $host }` as its { $element }, and no name that is visible of the { $count ->
    [one] server certificate `{ $certificate }`
   *[other] { $count } server certificates
  } covers it
effect = Outlook is sent to this name, finds a certificate of another one, and warns or does not connect.
help = Have the certificate issued again with this name in its subjectAltName, or change the property to a name that the certificate has. If another certificate answers for this host (a load balancer), put its file beside the export.
help-internal = This is an internal name, which no public authority issues: set InternalHostname to the external name, and let the internal DNS resolve that.
help-cut = Names of a certificate are cut in the export. Export the certificate itself (the public part as .cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
