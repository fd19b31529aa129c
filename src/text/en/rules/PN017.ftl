message = `{ $principal }` stands where SSL is off: it is not used
label-required = not used here: a name in { $protocol }, for clients { $vantage }
label-ssl-off = SSL is off here
clients = Every Outlook that connects by Outlook Anywhere with this answer.
effect = The connection has no encryption, and no certificate is checked.
help = Require SSL for these clients (Set-OutlookAnywhere with -ExternalClientsRequireSsl $true or -InternalClientsRequireSsl $true). If SSL is meant to be off, the name is of no use; Exchange itself answers `none` there.
