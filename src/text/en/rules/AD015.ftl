message = ServerVersion `{ $written }` is { $product } (`{ $version }`), supported until { $last_day }
label-here = { $product }, build { $version }
label-also = { $further } too
