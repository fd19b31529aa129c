message = `{ $element }` of `{ $protocol }` says `{ $written }`, which is neither `on` nor `off`
label-here = on or off is due
label-also = { $further } says `{ $other }`
effect = Clients differ in what they make of it: some take everything that is not `on` for off.
effect-ssl = Clients differ in what they make of it: some take everything that is not `on` for off, and then connect without TLS. It is judged as On here.
help = Write `on` or `off`; letter case does not matter. Exchange does so by itself: look for the template or the program that makes this answer. How a connection is encrypted (`SSL`, `TLS`) belongs into `Encryption`.
