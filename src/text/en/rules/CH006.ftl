message = { $count ->
    [one] A certificate in `{ $file }` is
   *[other] { $count } certificates in `{ $file }` are
  } not part of the chain of its leaf, `{ $leaf }`: { $strangers }
label-here = issued nothing in this chain
effect = A server sends { $count ->
    [one] it
   *[other] them
  } to every client, or stores { $count ->
    [one] it
   *[other] them
  } on import, for no use.
help = Create the file again without { $count ->
    [one] it
   *[other] them
  }, and check that it has the issuers of the leaf.
