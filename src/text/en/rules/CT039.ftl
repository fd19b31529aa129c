message = The key of `{ $certificate }`, issued to `{ $issued_to }`, is { $key }, which Exchange and Windows can't use for TLS
label-here = neither RSA nor an EC key for ECDSA
effect = No client connects: the server can't use the certificate for TLS, whatever names it lists.
help = Request a certificate with a new RSA key of at least 2048 bits, which is what New-ExchangeCertificate creates.
