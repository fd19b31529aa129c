message = `{ $anywhere }` does not require TLS: { $property } is `False`, the default
message-at-odds = `{ $anywhere }` is inconsistent: { $property } is `False`, but SSLOffloading is `False` too, so IIS requires TLS
label-here = clients are configured without TLS
label-also = { $also } too
label-offloading = TLS is expected to end at a device in front
label-no-offloading = IIS accepts only TLS
effect = Clients that follow the setting try plain HTTP, which IIS refuses.
help = Require TLS: every client of the last twenty years supports it.
