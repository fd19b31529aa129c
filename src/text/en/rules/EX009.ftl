message = Domain-joined Outlook asks `{ $host }` for its settings ({ $element }), but none of the { $count } server certificates here covers that name
message-one = Domain-joined Outlook asks `{ $host }` for its settings ({ $element }), but `{ $certificate }`, the only server certificate here, does not cover that name
message-cut = Domain-joined Outlook asks `{ $host }` for its settings ({ $element }), and no name that is visible of the { $count ->
    [one] server certificate `{ $certificate }`
   *[other] { $count } server certificates
  } covers it
effect = Outlook inside warns at every start that the name on the security certificate does not match the name of the site.
help = Set the URI to a name that the certificate has, or have the certificate issued again with this name. If another certificate answers for this host (a load balancer), put its file beside the export.
help-versions = Set-ClientAccessService is the cmdlet of Exchange 2016 and later; on Exchange 2010 and 2013 it is Set-ClientAccessServer.
help-internal = This is an internal name, which no public authority issues: set the URI to a name that the certificate has, and let the internal DNS resolve it.
help-cut = Names of a certificate are cut in the export. Export the certificate itself (the public part as .cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
