message = The common name of `{ $certificate }`, { $common_names }, is no host name
label-here = { $why ->
    [ip-address] an IP address
    [url] a URL
    [port] a host and a port
    [email-address] an e-mail address
    [list] more than one name, or words
   *[forbidden] no host
  }
effect = Where Outlook requires `msstd:` and a host, a common name that is none never matches.
help = Have it issued again with the host that clients connect to as its common name.
