message = { $count ->
    [one] A DNS name of `{ $certificate }` is an IP address: { $names }
   *[other] { $count } DNS names of `{ $certificate }` are IP addresses: { $names }
  }
label-here = an address, but not as an iPAddress
effect = Who connects to the address is told that the certificate is for another server: current clients look for an address among the iPAddress entries alone.
help = Have it issued again with the host's name. Where clients do connect to the address, it belongs into the subjectAltName as an iPAddress; New-ExchangeCertificate asks for DNS names alone.
