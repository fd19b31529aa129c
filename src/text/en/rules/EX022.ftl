message = The internal transport certificate `{ $thumbprint }` of `{ $server }` expired on { $not_after }
message-missing = The internal transport certificate `{ $thumbprint }` of `{ $server }` is not { $count ->
    [one] the one that Get-ExchangeCertificate lists
   *[other] among the { $count } that Get-ExchangeCertificate lists
  }
label-here = the internal transport certificate
label-validity = valid until here
effect = Mail between the servers stops (events 12014 to 12018), and so does an Edge subscription.
help = Create a new one, answering Yes to overwrite the default SMTP certificate, then restart the transport service. If there are Edge servers: subscribe them again.
