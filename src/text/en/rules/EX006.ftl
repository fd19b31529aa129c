message = `{ $anywhere }` does not require TLS: { $property } is `False`, which is the default
message-at-odds = `{ $anywhere }` is at odds with itself: { $property } is `False`, while SSLOffloading is `False` too, so that IIS requires TLS
label-here = clients are told that they need no TLS
label-also = { $also } too
label-offloading = a device in front is expected to end TLS
label-no-offloading = IIS takes TLS alone
effect = Clients that believe the setting try plain HTTP, which IIS refuses.
help = Require TLS; every client of the last twenty years can do it.
