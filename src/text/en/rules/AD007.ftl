message = `{ $protocol }` for clients outside has SSL `{ $ssl }`: Outlook Anywhere to `{ $server }` is not encrypted
message-no-server = `{ $protocol }` for clients outside has SSL `{ $ssl }`: Outlook Anywhere is not encrypted
label-here = SSL is off here
label-server = for this server
effect = Passwords and mail go over the internet in clear, no certificate is asked for, and a principal is not used.
help-any-version = Require SSL for clients outside. ExternalClientsRequireSsl has to agree with SSLOffloading (Get-OutlookAnywhere | Format-List Server,External*,SSLOffloading); behind a load balancer that ends TLS the answer still has to say On. The command is for Exchange 2013 and later; Exchange 2010 has no such setting.
help = Require SSL for clients outside. ExternalClientsRequireSsl has to agree with SSLOffloading (Get-OutlookAnywhere | Format-List Server,External*,SSLOffloading); behind a load balancer that ends TLS the answer still has to say On.
