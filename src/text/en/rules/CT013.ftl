message = The common name of `{ $certificate }`, { $common_names }, is not a host name
label-here = { $why ->
    [ip-address] an IP address
    [url] a URL
    [port] a host and a port
    [email-address] an e-mail address
    [list] more than one name, or words
   *[forbidden] not a host
  }
effect = A common name that is not a host name never matches a principal such as `msstd:` and a host.
help = Reissue it with the host that clients connect to as its common name.
