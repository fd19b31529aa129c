message = { $count ->
    [one] A DNS name of `{ $certificate }` is an IP address: { $names }
   *[other] { $count } DNS names of `{ $certificate }` are IP addresses: { $names }
  }
label-here = an address, but not as an iPAddress
effect = Clients that connect to the address warn that the name does not match: they look for an address only among iPAddress entries.
help = Reissue it with the host's name. If clients do connect to the address: have it listed as an iPAddress, which New-ExchangeCertificate can't request.
