message = `{ $certificate }`, issued to `{ $issued_to }`, does not tell by which key of `{ $issuer }` it was signed
message-ca = `{ $certificate }`, issued to `{ $issued_to }`, is a certificate authority's, but does not name its key
label-here = no keyIdentifier
effect = Where an authority has several keys or cross-certificates, clients find the chain by trying alone.
help = Have it issued again by an authority that writes an authorityKeyIdentifier; every public one does.
help-ca = Make the authority's certificate again with a subjectKeyIdentifier when it is renewed next.
