message = `{ $server }` serves clients, but { $count ->
    [one] the one certificate that Get-ExchangeCertificate lists there is not bound
   *[other] none of the { $count } certificates that Get-ExchangeCertificate lists there is bound
  } to IIS on the front end
label-here = this server serves clients
label-first = the first certificate that is listed
effect = Clients can't connect: IIS has no certificate to answer with, or one that Exchange does not know of.
help = Bind the certificate whose names clients use. If the listing was filtered, export all of it.
