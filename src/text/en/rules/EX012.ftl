message = The connector `{ $connector }` asks for a certificate of `{ $subject }` issued by `{ $issuer }`, but `{ $certificate }` is issued by `{ $other_issuer }`
label-here = this issuer is no longer it
label-issuer = the issuer of `{ $shown }`
effect = Exchange does not find the certificate and offers another one, or no TLS: mail to partners and to Exchange Online stays in the queue.
help = The certificate was renewed under another issuer. Set TlsCertificateName again; do so after every renewal, or let the script that renews do it.
