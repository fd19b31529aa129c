message = `{ $certificate }`, issued to `{ $issued_to }`, is signed with { $hash }, which is broken
label-here = { $signature }, by `{ $issuer }`
effect = Windows does not trust such a chain: Outlook and browsers warn that the certificate is not trusted, or do not connect.
help = Have it issued again: every authority in use signs with SHA-256 or better. Then bind the new one and remove this one.
help-ca = Get the authority's current certificate, signed with SHA-256 or better, and put it in the place of this one; if there is none, move to another authority.
