message = `{ $certificate }`, issued to `{ $issued_to }`, is bound to IIS, but is a certification authority's certificate
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, lists a client host, but is a certification authority's certificate
label-here = { $why ->
    [role-ca-basic-constraints] basicConstraints says cA
    [role-ca-key-cert-sign] keyUsage allows keyCertSign
    [role-ca-issued-another] it issued another certificate here
   *[other] self-signed, version 1, common name is not a host
  }
effect = Strict clients refuse it. Whoever copies the server's key can issue certificates for any name.
help = Request a server certificate for these names and bind it. Keep the authority's key off the server.
help-unbound = If the server presents this certificate: request a server certificate for these names. Otherwise keep this one and its key off the server.
