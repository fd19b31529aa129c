message = Outlook is sent to `{ $host }` ({ $element }), but none of the { $count } server certificates here covers that name
message-one = Outlook is sent to `{ $host }` ({ $element }), but `{ $certificate }`, the only server certificate here, does not cover that name
message-cut = Outlook is sent to `{ $host }` ({ $element }), and no name that is visible of the { $count ->
    [one] server certificate `{ $certificate }`
   *[other] { $count } server certificates
  } covers it
effect = Outlook warns that "The name on the security certificate is invalid or does not match the name of the site", or the feature behind the URL (calendar, free/busy, address book, out of office) silently fails.
help = Have the certificate reissued with this name in its subjectAltName, or change the URL to a name that the certificate has. If another certificate answers for this host (a load balancer, another server), put its file beside the answer.
help-internal = This is an internal name, which no public authority issues: change the URL to the external name (the InternalUrl may be the same as the ExternalUrl) and let the internal DNS resolve that.
help-cut = Names of a certificate are cut in the export. Export the certificate itself (Export-ExchangeCertificate, or the public part as .cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
