message = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }
message-extensions = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }, but has { $extensions ->
    [one] an extension
   *[other] { $extensions } extensions
  }, which require version 3
message-unknown = `{ $certificate }`, issued to `{ $issued_to }`, is of version { $version }, which does not exist
label-here = { $version ->
    [1] names, usage and limits came with version 3
    [2] names, usage and limits came with version 3
   *[other] the highest version is 3
  }
help = Reissue it from an authority that issues version 3. A version 1 certificate has no subjectAltName, no usage and no limits.
help-unknown = Reissue it from an authority that issues version 3. Clients may refuse this one as corrupt.
help-ca = Replace it with the authority's current certificate of version 3. Clients accept an authority of version 1 only as an installed root.
