message = Nothing says which name to require, so Outlook requires `{ $principal }`, and the certificate `{ $certificate }` carries it
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-provider-agrees = the EXPR provider requires the same
label-provider-differs = the EXPR provider requires another name
label-provider-empty = the EXPR provider has no CertPrincipalName: Autodiscover fills in the external host name
clients = Every Outlook that connects by Outlook Anywhere.
help = Nothing to do. Whoever renews the certificate should know that the Server is the name that counts.
