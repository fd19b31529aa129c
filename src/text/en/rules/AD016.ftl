message = `{ $host }`, where Outlook looks for the settings of `{ $domain }`, is covered by no server certificate here
message-cut = `{ $host }`, where Outlook looks for the settings of `{ $domain }`, is not among the visible names of the server certificates here
label-here = the address for which Outlook asks
label-domain = accepted domain
label-also = the same domain here
clients = Outlook outside, and every client that does not find a service connection point in the directory.
help = Have the certificate reissued with this name, or see that another way leads to Autodiscover: a redirection from http, or an SRV record _autodiscover._tcp, whose host the certificate covers.
help-cut = Names of a certificate are cut in the export. Export the certificate itself, or set $FormatEnumerationLimit = -1 before Get-ExchangeCertificate | Format-List.
