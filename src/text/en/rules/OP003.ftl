message = The { $provider } provider has TTL 0: clients never ask Autodiscover again
label-here = hours until clients ask again; 0 means never
clients = Clients that got the settings of this provider
effect = A changed principal or host name reaches Outlook only after its profile is repaired.
help = Set the TTL in hours; 1 is the default.
