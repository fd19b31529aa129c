message = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }
message-extensions = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }, but has { $extensions ->
    [one] an extension
   *[other] { $extensions } extensions
  }, which only version 3 knows
message-unknown = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }, which does not exist
label-here = { $version ->
    [1] names, usage and limits came with version 3
    [2] names, usage and limits came with version 3
   *[other] 3 is the last one
  }
help = Have it issued again by an authority that issues version 3. A version 1 certificate has no subjectAltName, no usage and no limits.
help-unknown = Have it issued again by an authority that issues version 3. Clients may refuse this one as damaged.
help-ca = Get the authority's current certificate of version 3 and put it in the place of this one. A version 1 certificate can't say that it is an authority's; clients accept one at most as an installed root.
