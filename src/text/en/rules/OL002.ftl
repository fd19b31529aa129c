message = { settings } `{ $profile }` names the principal `{ $principal }`, but does not require it
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = not used
label-flags = the flag MUTUAL_AUTH is not among these
effect = Outlook takes any server whose certificate Windows trusts; the name is there and checks nothing.
help = Set the flag beside the name (0x4; RPCoverHTTPflags=0x2f has it), or remove the name if it is not meant to be checked.
