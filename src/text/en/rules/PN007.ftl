message = `{ $principal }` does not name a host: `{ $rest }` is { $why ->
    [url] a URL or has a path
    [port] a host and a port
    [ip-address] an IP address
    [email-address] an e-mail address
    [list] a list of names
    [trailing-dot] a name with a trailing dot
   *[forbidden] not a valid host name
  }
effect = Repeated password prompts; no certificate contains such a name.
help = Write `msstd:{ $clean }`.
help-unknown = Write the certificate's common name after `msstd:`: one name without scheme, port, path or trailing dot.
