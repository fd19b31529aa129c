message = { settings } `{ $profile }` requires `{ $principal }`, but does not require SSL
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = the flag MUTUAL_AUTH is set, SSL_ONLY is not
label-principal = the name to require
effect = Without SSL no certificate is shown, and there is nothing to compare the name with: the check does not take place, or the connection fails.
help = Set the flag for SSL beside it (0x2; RPCoverHTTPflags=0x2f has both).
