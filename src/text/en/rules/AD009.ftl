message = Outlook connects to `{ $host }` ({ $element }), but none of { $count } server certificates covers it
message-one = Outlook connects to `{ $host }` ({ $element }), but the only server certificate, `{ $certificate }`, does not cover it
message-cut = Outlook connects to `{ $host }` ({ $element }), but no exported name of { $count ->
    [one] the server certificate `{ $certificate }`
   *[other] { $count } server certificates
  } covers it
effect = Warning "The name on the security certificate is invalid or does not match the name of the site", or calendar, free/busy and out of office fail silently.
help = Have the certificate reissued with this name in its SAN, or change the URL to a name that it lists. If another certificate serves this host (load balancer, other server): add its file.
help-internal = Change the URL to the external name, which internal DNS can resolve too: no public CA issues an internal name.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List: its names are truncated here.
