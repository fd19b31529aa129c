message = `{ $certificate }` issued certificates, but basicConstraints say it is not a CA; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-key-usage = `{ $certificate }` issued certificates, but its keyUsage denies keyCertSign; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-path-len = `{ $certificate }` allows { $allowed ->
    [0] no CA
    [one] one CA
   *[other] { $allowed } CAs
  } below it, but { $there ->
    [one] one exists
   *[other] { $there } exist
  }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-usage = `{ $certificate }` issued a server certificate, but its extKeyUsage lacks serverAuth; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid ones depend on it
  }
label-here = this forbids it
label-issued = issued below it
effect = Clients refuse every certificate below it, since only a CA may issue certificates.
effect-usage = Windows and browsers refuse the server certificate: the purposes of an authority limit those of what it issues.
help = Have the certificates issued by an authority with critical basicConstraints (cA) and keyCertSign in its keyUsage.
help-path-len = Have the certificates issued by an authority within the constraint, or the upper authority's certificate reissued with a greater pathLenConstraint.
help-usage = Have the server certificates issued by an authority whose extKeyUsage lists serverAuth, or that has no extKeyUsage.
