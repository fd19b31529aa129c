message = `{ $certificate }` asks for an issuer with the key identifier { $asked }, while that of `{ $issuer }`, which issued it, is { $own }
message-self = `{ $certificate }` is self-signed and asks for an issuer with the key identifier { $asked }, while its own is { $own }
label-here = asks for another key
label-issuer = the key that made the signature
effect = Clients that choose the issuer by its key identifier, such as OpenSSL and Firefox, don't find it and refuse the certificate; Windows takes it by its name.
help = Have it issued again. If the authority is your own, look at how it writes authorityKeyIdentifier: most often the authority's certificate was made anew with another subjectKeyIdentifier.
