message = `{ $host }` is served by `{ $first }` with `{ $first_certificate }` and by `{ $other }` with `{ $other_certificate }`
label-here = bound here
label-also = `{ $server }` binds `{ $certificate }`
help = Bind one certificate on all servers that share a name, so that a client sees the same whichever answers. It is normal for the hours of a renewal.
