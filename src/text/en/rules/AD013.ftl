message = `{ $protocol }` has the TTL `{ $ttl }`: Outlook never asks Autodiscover again
label-here = in hours; 0 means for ever
label-also = { $further } too
effect = Profiles keep these settings, also after a migration or a change of host names or of the principal, until they are made anew.
help = Set the TTL of the provider back to 1, the default.
