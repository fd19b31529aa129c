message = `{ $certificate }`, issued to `{ $issued_to }`, is of a public authority, but names { $count ->
    [one] the internal name { $names }
   *[other] { $count } internal names: { $names }
  }
label-here = no public authority can know whose that is
effect = The authority has to revoke it; clients that learn of that refuse the certificate for its public names too.
help = Have it issued again with public names alone. Let clients inside use the public name as well: set it as internal URL and resolve it in the DNS inside (split DNS). What needs an internal name takes a certificate of a private authority.
