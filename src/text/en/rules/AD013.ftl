message = `{ $protocol }` has the TTL `{ $ttl }`: Outlook never asks Autodiscover again
label-here = hours; 0 means never
label-also = { $further } too
effect = Profiles keep these settings after a migration or a change of names, until they are created again.
help = Set the TTL of the provider to 1, the default.
