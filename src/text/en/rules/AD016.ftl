message = No server certificate covers `{ $host }`, where Outlook looks for the settings of `{ $domain }`
message-cut = No exported name covers `{ $host }`, where Outlook looks for the settings of `{ $domain }`
label-here = address that Outlook asks for
label-domain = accepted domain
label-also = the same domain here
clients = External clients, and clients without a service connection point
help = Have the certificate reissued with this name. If a redirect from http or an SRV record (_autodiscover._tcp) leads to a covered host: leave it.
help-cut = Export the certificate itself (.cer), or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List: its names are truncated here.
