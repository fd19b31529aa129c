message = Outlook Anywhere has `{ $host }` as its { $element }, but none of the { $count } server certificates covers it
message-one = Outlook Anywhere has `{ $host }` as its { $element }, but `{ $certificate }` does not cover it
message-cut = Outlook Anywhere has `{ $host }` as its { $element }; the truncated { $count ->
    [one] names of `{ $certificate }` do
   *[other] names of { $count } server certificates do
  } not show it
effect = Outlook connects to this name, receives a certificate for another name, and warns or does not connect.
help = If a load balancer presents another certificate for this host: add that to the export. Otherwise reissue the certificate with this name, or change the property to a listed name.
help-internal = Set InternalHostname to the external name, and let the internal DNS resolve it: no public authority issues for internal names.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
