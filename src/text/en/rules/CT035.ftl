message = External clients connect to `{ $host }`, but { $count ->
    [one] only Exchange's own certificate, `{ $issued_to }`, is bound to IIS
   *[other] only { $count } certificates created by Exchange are bound to IIS
  }
label-here = bound to IIS: `{ $issued_to }`, created by Exchange Setup
label-bound = bound to IIS: `{ $name }`, created by Exchange Setup
label-outside = the host that external clients connect to
effect = Clients warn that the certificate is not trusted and that its name does not match, or do not connect.
help = If a load balancer or proxy presents another certificate: name it as [[endpoint]] in msstd.toml. Otherwise have one issued for the client names and bind it to IIS.
