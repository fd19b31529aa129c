message = `{ $first }` presents `{ $first_certificate }` for `{ $host }`, but `{ $other }` presents `{ $other_certificate }`
label-here = bound here
label-also = `{ $server }` binds `{ $certificate }`
help = Bind one certificate on all servers that share a name. During a renewal this is normal for some hours.
