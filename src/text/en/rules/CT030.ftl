message = `{ $certificate }`, issued to `{ $issued_to }`, does not identify the key of `{ $issuer }` that signed it
message-ca = `{ $certificate }`, issued to `{ $issued_to }`, is a certification authority's, but does not identify its key
label-here = no keyIdentifier
effect = Where an authority has several keys or cross-certificates, clients have to try each to find the chain.
help = Reissue it from an authority that writes an authorityKeyIdentifier, as every public one does.
help-ca = Add a subjectKeyIdentifier when the authority's certificate is next renewed.
