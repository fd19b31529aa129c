message = { $count ->
    [one] A certificate in `{ $file }` belongs
   *[other] { $count } certificates in `{ $file }` belong
  } to no chain of its leaf, `{ $leaf }`: { $strangers }
label-here = issued nothing of the chain
effect = A server that is given the file sends { $count ->
    [one] it
   *[other] them
  } to every client for nothing, or stores { $count ->
    [one] it
   *[other] them
  } on import. It is often what is left of an issuer that was replaced.
help = Make the file again without { $count ->
    [one] it
   *[other] them
  }, and see that the leaf's own issuers are in it.
