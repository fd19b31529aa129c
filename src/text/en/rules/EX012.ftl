message = The connector `{ $connector }` requires `{ $subject }` from `{ $issuer }`, but `{ $certificate }` is from `{ $other_issuer }`
label-here = the issuer before the renewal
label-issuer = the issuer of `{ $shown }`
effect = Exchange does not find the certificate and uses another one, or no TLS: mail to partners and Exchange Online stays in the queue.
help = Set TlsCertificateName again, after this and every further renewal under another issuer.
