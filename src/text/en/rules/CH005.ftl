message = The certificates of `{ $file }` do not follow each other as a server must send them. The right order is { $order }
message-leaf = `{ $file }` does not begin with its leaf certificate, which a server must send first. The right order is { $order }
label-here = stands before what it issued
label-leaf = the leaf, which comes first
effect = A server sends the file as it stands. Many clients put the certificates in order themselves; one that follows the list alone refuses them.
effect-leaf = A server takes the first certificate of the file as its own: nginx, for one, does not start, since the private key fits another.
help = Join them again in the right order: the leaf, then always the one that issued what stands before it.
