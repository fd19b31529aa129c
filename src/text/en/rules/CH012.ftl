message = `{ $certificate }`, which issues for others, is signed with { $signature }; { $hash } is broken; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-key = `{ $certificate }`, which issues for others, has an RSA key of { $bits } bits; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
label-here = weak
label-issued = its chain leads through it
effect = Clients refuse the chain: whoever can forge one certificate of it can forge all below it.
effect-key = Clients refuse the chain: whoever computes this private key can issue certificates for any name.
help = Get the authority's current certificate, with a signature of SHA-256 or better and an RSA key of at least 2048 bits, and install it on every server in the place of this one. Where the key is too short, the certificates below have to be issued again.
