message = Clients connect to `{ $host }` from outside, but { $count ->
    [one] the only certificate bound to IIS is Exchange's own, `{ $issued_to }`
   *[other] all { $count } certificates bound to IIS are Exchange's own
  }
label-here = bound to IIS here: `{ $issued_to }`, made by Exchange's set-up
label-bound = bound to IIS here: `{ $name }`, made by Exchange's set-up
label-outside = the host that clients outside connect to
effect = A warning that the certificate is not trusted and not for this name, or no connection; unless a device in front of Exchange answers with another certificate.
help = Have a certificate issued for the names that clients use and bind it to IIS (Enable-ExchangeCertificate). If a load balancer or proxy answers instead, name its certificate as [[endpoint]] in msstd.toml.
