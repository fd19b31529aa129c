message-loop = The chain of `{ $certificate }` leads in circles: its authorities issued each other, and no root of theirs is here
message-depth = The chain of `{ $certificate }` was followed over { $limit } authorities, and does not end there
message-steps = The chain of `{ $certificate }` was given up after { $limit } steps: too many ways lead up from it
message-candidates = The issuer of `{ $certificate }` was not found: so many certificates here have its name that not all were tried, but at most { $limit } keys
label-here = { $count ->
    [one] its chain was not judged
   *[other] its chain was not judged, nor those of others: { $count } certificates in all
  }
label-member = { $authorities ->
    [one] followed as far as here
   *[other] one of { $authorities } authorities on the way
  }
help-loop = Add the self-signed certificate of the authority that clients trust.
help = Check this certificate alone with those that its server sends. Chains of other certificates are not affected.
