message = The certificates of `{ $file }` are not in the order in which a server must send them: { $order }
message-leaf = `{ $file }` does not begin with its leaf certificate, which a server must send first: { $order }
label-here = precedes what it issued
label-leaf = the leaf, which must be first
effect = A server sends the file as it is. Many clients sort the certificates themselves; others refuse them.
effect-leaf = A server takes the first certificate of the file as its own: nginx, for one, does not start, since the private key does not match.
help = Join them in the order given above: the leaf, then each issuer after what it issued.
