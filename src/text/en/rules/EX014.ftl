message = `{ $server }` runs { $product } ({ $version }), whose support ended on { $last_day } (judged at { $at })
label-here = out of support
label-also = `{ $further }` too ({ $version })
