message = `{ $certificate }`, issued to `{ $issued_to }`, { $fault ->
    [missing] may sign certificates, but has no basicConstraints
    [denied] may sign certificates, but its basicConstraints deny cA
    [path-len] has a pathLenConstraint without being an authority's
   *[not-critical] is an authority's, but its basicConstraints are not critical
  }
label-here = { $fault ->
    [missing] basicConstraints with cA expected
    [denied] the two contradict each other
    [path-len] a pathLenConstraint requires cA
   *[not-critical] not critical
  }
effect = { $fault ->
    [missing] Clients refuse every certificate that it signed.
    [denied] Clients refuse every certificate that it signed; strict clients refuse this one too.
    [path-len] Strict clients refuse it.
   *[not-critical] Strict clients refuse every chain through it.
  }
help = Reissue it without pathLenConstraint.
help-signs = If it is an authority's: reissue it with critical basicConstraints that say cA. Otherwise reissue it without keyCertSign.
help-ca = Reissue it with critical basicConstraints when the authority renews it. If it is a root: distribute the new one to the clients.
