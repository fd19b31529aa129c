message = The CA certificate `{ $certificate }` is signed with { $signature }, and { $hash } is broken; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-key = The CA certificate `{ $certificate }` has an RSA key of { $bits } bits; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
label-here = weak
label-issued = its chain leads through it
effect = Clients refuse the chain: whoever can forge one of its certificates can forge all below it.
effect-key = Clients refuse the chain: whoever computes this private key can issue certificates for any name.
help = Install the authority's current certificate (SHA-256 or better, RSA from 2048 bits) on every server. If the key is too short: reissue the certificates below it.
