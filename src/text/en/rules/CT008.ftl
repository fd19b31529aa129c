message = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which Exchange takes only with the hotfix update of April 2024 (KB5037224), and only where it is switched on
message-built-in = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which Exchange takes only where it is switched on
message-old = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, which `{ $server }` ({ $version }) can't use
message-tokens = `{ $certificate }`, issued to `{ $issued_to }`, has an EC key, but Exchange takes only RSA for OAuth and the federation trust
label-here = not RSA
label-old = no update brings EC to this version
help = Check that every server it is meant for has the update and the registry value EnableEccCertificateSupport (`msstd explain CT008` says where). A load balancer or reverse proxy that answers in the servers' place needs neither.
help-rsa = Have one issued with an RSA key; the requests that Exchange makes have one.
