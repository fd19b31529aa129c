message = `{ $certificate }` lists `{ $name }`, which the name constraints of `{ $authority }` { $why ->
    [excluded] exclude
   *[not-permitted] do not permit
  }
label-here = { $why ->
    [excluded] excluded
   *[not-permitted] not permitted
  } by an authority above it
label-authority = has the name constraints
effect = Windows, browsers and mobile devices refuse the certificate, also for its other names.
help = Reissue it without the name, or from an authority that may issue for it. If the authority is your own: reissue its certificate with other name constraints.
