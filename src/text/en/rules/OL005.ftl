message = { settings } `{ $profile }` ignores warnings about the certificate of the proxy server
settings = { $settings ->
    [policy] The policy
   *[profile] The profile
  }
label-here = the flag IGNORE_SEC_WARNING (0x10) is set
effect = A false server is not told from the true one: Outlook connects although Windows warns of its certificate.
help = Clear the flag 0x10, and mend what it was set to silence: the name, the period or the issuer of the certificate.
