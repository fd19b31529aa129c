message = A virtual directory has the host `{ $host }` ({ $element }), but none of the { $count } server certificates covers it
message-one = A virtual directory has the host `{ $host }` ({ $element }), but `{ $certificate }` does not cover it
message-cut = A virtual directory has the host `{ $host }` ({ $element }); the truncated { $count ->
    [one] names of `{ $certificate }` do
   *[other] names of { $count } server certificates do
  } not show it
message-own = A virtual directory has the host `{ $host }` ({ $element }), where IIS presents Exchange's own `{ $certificate }`
effect = Outlook warns that the name on the security certificate does not match, or calendar, free/busy, address book and out of office fail silently.
help = If a load balancer presents another certificate for this host: add that to the export. Otherwise reissue the certificate with this name, or change the URL to a listed name.
help-own = Bind a certificate that clients trust to IIS, and set this URL to a name that it lists: no client trusts a certificate created by Exchange.
help-internal = Set the InternalUrl to the external URL, and let the internal DNS resolve its name: no public authority issues for internal names.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
