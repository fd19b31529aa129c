message = `{ $principal }` is not used, because SSL is off
label-required = not used here ({ $protocol }, { side })
label-ssl-off = SSL is off
clients = Outlook Anywhere clients that get this response
effect = None. The connection is not encrypted, and no certificate is checked.
help = If SSL should be on: Set-OutlookAnywhere with -ExternalClientsRequireSsl $true or -InternalClientsRequireSsl $true. Otherwise clear the name.
