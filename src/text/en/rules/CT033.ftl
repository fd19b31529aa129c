message = `{ $certificate }`, issued to `{ $issued_to }`, { $fault ->
    [missing] may sign certificates, but has no basicConstraints
    [denied] may sign certificates, but its basicConstraints say that it is no authority
    [path-len] is no authority's, but limits the length of the chain below it
   *[not-critical] is a certificate authority's, but its basicConstraints are not critical
  }
label-here = { $fault ->
    [missing] basicConstraints with cA belong here
    [denied] the two contradict each other
    [path-len] a pathLenConstraint needs cA
   *[not-critical] not critical
  }
effect = { $fault ->
    [missing] Clients accept nothing that it signed.
    [denied] Clients accept nothing that it signed, and strict ones not even the certificate itself.
    [path-len] Strict clients refuse it.
   *[not-critical] Strict clients refuse every chain over it.
  }
help = Have it issued again without pathLenConstraint.
help-signs = If it is an authority's, make it again with critical basicConstraints that say cA. Else have it issued again without keyCertSign.
help-ca = Make it again with critical basicConstraints when the authority renews its certificate; a root is then to be given to the clients anew.
