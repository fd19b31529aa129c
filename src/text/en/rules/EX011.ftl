message = The connector `{ $connector }` requires `{ $subject }` from `{ $issuer }`, { $count ->
    [one] but Get-ExchangeCertificate lists one other
   *[other] but Get-ExchangeCertificate lists { $count } others
  }
label-here = Get-ExchangeCertificate does not list this one
effect = Exchange uses another certificate, or no TLS: mail to partners and Exchange Online that require this one stays in the queue.
help = If the list was filtered: export all of it. Otherwise set TlsCertificateName to a certificate that is installed, or import this one on every server of the connector.
