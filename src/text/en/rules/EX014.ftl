message = `{ $server }` runs { $product } ({ $version }), whose support ended on { $last_day } (as of { $at })
label-here = out of support
label-also = `{ $further }` too ({ $version })
