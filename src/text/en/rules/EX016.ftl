message = The hybrid configuration requires `{ $subject }` from `{ $issuer }`, { $count ->
    [one] but Get-ExchangeCertificate lists one other
   *[other] but Get-ExchangeCertificate lists { $count } others
  }
message-reissued = The hybrid configuration requires `{ $subject }` from `{ $issuer }`, but the installed one is from `{ $other_issuer }`
label-here = Get-ExchangeCertificate does not list this one
label-issuer = the issuer of `{ $shown }`
effect = Secure mail between this organization and Exchange Online stops, and the wizard fails at its next run.
help = Import or renew the certificate on every transport server, then choose it in the Hybrid Configuration Wizard. Set-HybridConfiguration alone does not set the connectors.
