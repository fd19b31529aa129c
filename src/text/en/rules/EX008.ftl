message = A virtual directory sends clients to `{ $host }` ({ $element }), but none of the { $count } server certificates here covers that name
message-one = A virtual directory sends clients to `{ $host }` ({ $element }), but `{ $certificate }`, the only server certificate here, does not cover that name
message-cut = A virtual directory sends clients to `{ $host }` ({ $element }), and no name that is visible of the { $count ->
    [one] server certificate `{ $certificate }`
   *[other] { $count } server certificates
  } covers it
message-own = A virtual directory sends clients to `{ $host }` ({ $element }), where IIS answers with Exchange's own certificate `{ $certificate }`
effect = Outlook warns that the name on the security certificate does not match the name of the site, or the feature behind the URL (calendar, free/busy, address book, out of office) silently fails.
help = Have the certificate issued again with this name in its subjectAltName, or change the URL to a name that the certificate has. If another certificate answers for this host (a load balancer), put its file beside the export.
help-own = The certificate lists this name, but no client trusts a certificate that Exchange made for itself: bind one that clients trust to IIS, and set this URL to a name that it lists.
help-internal = This is an internal name, which no public authority issues: set the InternalUrl to the external URL, and let the internal DNS resolve its name.
help-cut = Names of a certificate are cut in the export. Export the certificate itself (the public part as .cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
