message = `{ $certificate }`, issued to `{ $issued_to }`, is signed with { $hash }, which is broken
label-here = { $signature }, by `{ $issuer }`
effect = Windows does not trust the chain: Outlook and browsers warn that the certificate is not trusted, or do not connect.
help = Reissue it with SHA-256 or better, bind the new certificate, then remove this one.
help-ca = Replace it with the authority's current certificate, signed with SHA-256 or better. If there is no such certificate: change the authority.
