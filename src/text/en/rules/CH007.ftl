message = `{ $certificate }` issued others, but its basicConstraints do not make it a CA; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-key-usage = `{ $certificate }` issued others, but its keyUsage does not allow keyCertSign; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-path-len = `{ $certificate }` allows { $allowed ->
    [0] no CA
    [one] one CA
   *[other] { $allowed } CAs
  } below it (pathLenConstraint), and there { $there ->
    [one] is one
   *[other] are { $there }
  }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-usage = `{ $certificate }` issued a server certificate, but its extKeyUsage is for other purposes; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
label-here = this forbids it
label-issued = issued below it
effect = Clients refuse every certificate below it: nobody but a CA may issue, or anyone with a certificate could make certificates for any name.
effect-usage = Windows and browsers take the purposes of an authority as a bound for what it issues, and refuse the server certificate.
help = Have the certificates issued by an authority whose certificate has critical basicConstraints with cA, and keyCertSign in its keyUsage.
help-path-len = Have the certificates issued by an authority as far down as the constraint allows, or the upper authority's certificate issued again with a greater pathLenConstraint.
help-usage = Have the server certificates issued by an authority whose extKeyUsage lists serverAuth, or that has none.
