message = `{ $principal }` requires the internal name `{ $name }`, which no public certificate authority issues
effect = Only a certificate of a private authority, or a self-signed one, can carry it; computers that do not know that authority refuse it.
help = For clients outside, require a public name that the certificate carries. Inside, with a private authority that all computers trust, it may stay.
