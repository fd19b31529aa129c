message = Attachments are downloaded from `{ $host }` ({ $element }), but none of the { $count } server certificates covers it
message-one = Attachments are downloaded from `{ $host }` ({ $element }), but `{ $certificate }` does not cover it
message-cut = Attachments are downloaded from `{ $host }` ({ $element }); the truncated { $count ->
    [one] names of `{ $certificate }` do
   *[other] names of { $count } server certificates do
  } not show it
effect = Outlook on the web shows no inline images, and downloads of attachments fail or warn about the certificate.
help = If a load balancer presents another certificate for this host: add that to the export. Otherwise reissue the certificate with this name too.
help-internal = Use a name of a public domain for downloads, and let the internal DNS resolve it: no public authority issues for internal names.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
help-unknown = If EnableDownloadDomains of Get-OrganizationConfig is True: reissue the certificate with this name too. Otherwise nobody connects to it.
