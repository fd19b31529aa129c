message = Domain-joined Outlook connects to `{ $host }` ({ $element }), but none of the { $count } server certificates covers it
message-one = Domain-joined Outlook connects to `{ $host }` ({ $element }), but `{ $certificate }` does not cover it
message-cut = Domain-joined Outlook connects to `{ $host }` ({ $element }); the truncated { $count ->
    [one] names of `{ $certificate }` do
   *[other] names of { $count } server certificates do
  } not show it
effect = Internal Outlook warns at every start that the name on the security certificate does not match the name of the site.
help = If a load balancer presents another certificate for this host: add that to the export. Otherwise set the URI to a listed name, or reissue the certificate with this name.
help-versions = Set-ClientAccessService exists since Exchange 2016; on 2010 and 2013 the cmdlet is Set-ClientAccessServer.
help-internal = Set the URI to a listed name, and let the internal DNS resolve it: no public authority issues for internal names.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
