message = `{ $certificate }` has the name `{ $name }`, which `{ $authority }` may not issue for: its name constraints { $why ->
    [excluded] forbid it
   *[not-permitted] permit others alone
  }
label-here = { $why ->
    [excluded] forbidden
   *[not-permitted] not permitted
  } by an authority above it
label-authority = has the name constraints
effect = Windows, browsers and mobile devices refuse the certificate, for its other names too.
help = Leave the name out, or have the certificate issued by an authority that may issue for it. If the authority is your own, it needs a new certificate with other name constraints.
