message = `{ $principal }` does not name a host: `{ $rest }` is { $why ->
    [url] a URL or has a path
    [port] a name with a port
    [ip-address] an IP address
    [email-address] an e-mail address
    [list] a list of names
    [trailing-dot] a name with a dot at its end
   *[forbidden] nothing that DNS allows as a host name
  }
effect = No certificate carries such a name. Outlook asks for the password again and again, and new profiles fail.
help = Write `msstd:{ $clean }`.
help-unknown = Write the common name of the certificate that answers after `msstd:`; one name, without scheme, port, path or dot at its end.
