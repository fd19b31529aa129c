message = `{ $certificate }` names the issuer key { $asked }, but the key of its issuer `{ $issuer }` is { $own }
message-self = `{ $certificate }` is self-signed and names the issuer key { $asked }, but its own key is { $own }
label-here = names another key
label-issuer = the key that made the signature
effect = Clients that find the issuer by key identifier, such as OpenSSL and Firefox, refuse the certificate. Windows finds it by name.
help = Reissue it. If the authority is your own: its certificate was probably reissued with another subjectKeyIdentifier.
