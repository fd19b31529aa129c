message = ServerVersion `{ $written }` is { $product } (`{ $version }`), supported until { $last_day }
label-here = { $product }, build { $version }
label-also = { $further } too
help = At { $at } it gets no security updates any more, unless extended ones were bought. Move to Exchange Server Subscription Edition or to Exchange Online.
