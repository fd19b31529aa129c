message = { settings } `{ $profile }` sends the password itself: Basic authentication
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = 1: Basic
effect = Outlook sends the password of the user with every connection; whoever ends TLS (a proxy, a false server) has it.
help = Let it negotiate: what Autodiscover gives as AuthPackage, or RPCProxyAuthScheme=2 (NTLM) in a profile file. A reverse proxy that signs in before Exchange may depend on Basic: look there first.
