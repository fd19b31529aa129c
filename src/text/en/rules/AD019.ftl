message = For clients { $vantage } `EXPR` requires `{ $principal }` and `EXHTTP` requires `{ $other }`
label-here = EXPR requires this
label-other = EXHTTP requires this
clients = Clients that understand EXHTTP (Outlook 2013 and later) use that one, older clients use EXPR.
help = Require one name in both: Exchange takes both from the EXPR provider (Get-OutlookProvider EXPR | Format-List CertPrincipalName), so that a difference comes from somewhere else, or from the default for two Servers.
