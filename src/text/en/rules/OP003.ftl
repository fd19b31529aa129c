message = The { $provider } provider has TTL 0: clients never ask again
label-here = hours until clients ask again; 0 is never
clients = Every Outlook that has an answer of this provider.
effect = A change of the principal or of a host name does not reach Outlook until its profile is repaired.
help = Set the hours after which clients ask again; 1 is the default.
