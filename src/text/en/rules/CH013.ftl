message-loop = The chain of `{ $certificate }` is a loop: its authorities issued each other, and their root is not here
message-depth = The chain of `{ $certificate }` does not end within { $limit } authorities
message-steps = The chain of `{ $certificate }` was not followed further after { $limit } steps: it has too many paths
message-candidates = The issuer of `{ $certificate }` was not found among the first { $limit } keys of that name
label-here = { $count ->
    [one] its chain was not checked
   *[other] the chains of { $count } certificates were not checked
  }
label-member = { $authorities ->
    [one] followed as far as here
   *[other] one of { $authorities } authorities on the path
  }
help-loop = Add the self-signed certificate of the authority that clients trust.
help = Check this certificate with only those that its server sends. Chains of other certificates are not affected.
