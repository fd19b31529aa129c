message = The key of `{ $certificate }`, issued to `{ $issued_to }`, is of the type { $key }, which Exchange and Windows can't use for TLS
label-here = neither RSA nor an EC key for ECDSA
effect = No client connects: the server can't use the certificate for TLS, whatever names it has.
help = Make a new key (RSA, 2048 bits or more) and have the certificate issued for that. The requests that Exchange makes have RSA keys.
