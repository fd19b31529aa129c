message = The hybrid configuration asks for a certificate of `{ $subject }` issued by `{ $issuer }`, which is { $count ->
    [one] not the one that Get-ExchangeCertificate lists
   *[other] none of the { $count } that Get-ExchangeCertificate lists
  }
message-reissued = The hybrid configuration asks for a certificate of `{ $subject }` issued by `{ $issuer }`, but the one that is there is issued by `{ $other_issuer }`
label-here = this certificate is not there
label-issuer = the issuer of `{ $shown }`
effect = Secure mail between here and Exchange Online stops, and the wizard fails at its next run.
help = Import or renew the certificate on every transport server, then run the Hybrid Configuration Wizard and choose it there. The wizard sets the connectors on both sides, which Set-HybridConfiguration alone does not.
