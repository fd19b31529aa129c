message = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which Exchange supports only with KB5037224 and a setting
message-built-in = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which Exchange supports only where it is enabled
message-old = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which `{ $server }` ({ $version }) does not support
message-tokens = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key; OAuth and the federation trust require RSA
label-here = not RSA
label-old = no update adds EC keys to this version
help = If Exchange presents it: check that each server has the update of April 2024 and EnableEccCertificateSupport (`msstd explain CT008`). A load balancer or reverse proxy needs neither.
help-rsa = Request a certificate with an RSA key, which is what New-ExchangeCertificate creates.
