message = For { $vantage ->
    [inside] internal
   *[outside] external
  } clients `EXPR` requires `{ $principal }`, but `EXHTTP` requires `{ $other }`
label-here = required by EXPR
label-other = required by EXHTTP
clients = Outlook 2013 and later use EXHTTP, older clients EXPR
help = Require one name in both. Exchange takes both from the EXPR provider (Get-OutlookProvider EXPR): the difference comes from elsewhere, or from the defaults of two Servers.
