message = The connector `{ $connector }` asks for a certificate of `{ $subject }` issued by `{ $issuer }`, which is { $count ->
    [one] not the one that Get-ExchangeCertificate lists
   *[other] none of the { $count } that Get-ExchangeCertificate lists
  }
label-here = this certificate is not there
effect = Exchange offers another certificate, or no TLS: mail to partners and to Exchange Online that demands this one stays in the queue.
help = Set TlsCertificateName to a certificate that is there, or import the one it names on every server of the connector. If the listing was filtered, export all of it.
