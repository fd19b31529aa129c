message = `{ $element }` of `{ $protocol }` is `{ $written }`, which is neither `on` nor `off`
label-here = must be on or off
label-also = { $further }: `{ $other }`
effect = Clients differ: some treat everything but `on` as off.
effect-ssl = Clients differ: some treat everything but `on` as off and connect without TLS. It is checked as On here.
help = Write `on` or `off` in the template or program that creates this response; Exchange does. `SSL` and `TLS` are values of `Encryption`.
