message = `{ $certificate }`, issued to `{ $issued_to }`, is bound to IIS, but is a certificate authority's
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, lists a host that clients connect to, but is a certificate authority's
label-here = { $why ->
    [role-ca-basic-constraints] basicConstraints says cA
    [role-ca-key-cert-sign] keyUsage allows keyCertSign
    [role-ca-issued-another] it issued another certificate here
   *[other] self-signed, version 1, and its common name is no host
  }
effect = Clients that are strict refuse it. And whoever copies the server's key can issue certificates for any name.
help = Have an ordinary server certificate issued for these names and bind it; keep the authority's key off the server.
help-unbound = If another certificate answers for the host, keep this one and its key off the server. Else have an ordinary server certificate issued for these names.
