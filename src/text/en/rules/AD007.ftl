message = `{ $protocol }` for external clients has SSL `{ $ssl }`: the connection to `{ $server }` is not encrypted
message-no-server = `{ $protocol }` for external clients has SSL `{ $ssl }`: the connection is not encrypted
label-here = SSL is off
label-server = for this server
effect = None. Passwords and mail cross the internet unencrypted, and no certificate or principal is checked.
help = Require SSL for external clients, also behind a load balancer that ends TLS. ExternalClientsRequireSsl must agree with SSLOffloading (Get-OutlookAnywhere | Format-List Server,External*,SSLOffloading).
help-any-version = Require SSL for external clients, also behind a load balancer that ends TLS; it must agree with SSLOffloading. For Exchange 2013 and later (Exchange 2010 has no such setting).
