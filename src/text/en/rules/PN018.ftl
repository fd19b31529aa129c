message = `{ $principal }` requires the internal name `{ $name }`, which no public certificate authority issues
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
effect = Only a certificate of a private authority, or a self-signed one, can carry it; computers that do not know that authority refuse it.
help = For clients outside, require a public name that the certificate carries. Inside, with a private authority that all computers trust, it may stay.
