message = `{ $server }` serves clients, but { $count ->
    [one] its one certificate in Get-ExchangeCertificate is not bound
   *[other] none of its { $count } certificates in Get-ExchangeCertificate is bound
  } to IIS
label-here = this server serves clients
label-first = the first certificate in the list
effect = Clients can't connect: IIS has no certificate, or one that Exchange does not know.
help = If the list was filtered: export all of it. Otherwise bind the certificate with the names that clients use.
