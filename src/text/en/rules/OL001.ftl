message = { settings } `{ $profile }` requires mutual authentication, but names no principal to require
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = the flag MUTUAL_AUTH is set; no principal stands beside it
effect = "Only connect to proxy servers that have this principal name in their certificate" is ticked with nothing in its box; Outlook's documentation asks for both together.
help = Set the principal with the flag: what Autodiscover gives, or RPCProxyPrincipalName in a profile file. A profile that Autodiscover made has both; let Outlook make it again.
