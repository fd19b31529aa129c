message = `{ $certificate }`, issued to `{ $issued_to }`, is from a public authority, but lists { $count ->
    [one] the internal name { $names }
   *[other] { $count } internal names: { $names }
  }
label-here = an internal name has no verifiable owner
effect = The authority must revoke it; clients that check revocation then refuse it for its public names too.
help = Reissue it with public names only, and use these for internal URLs as well (split DNS). If a service needs an internal name: use a private authority.
