message = The internal transport certificate `{ $thumbprint }` of `{ $server }` expired on { $not_after }
message-missing = The internal transport certificate `{ $thumbprint }` of `{ $server }` is { $count ->
    [one] not the one that Get-ExchangeCertificate lists there
   *[other] none of the { $count } that Get-ExchangeCertificate lists there
  }
label-here = the servers of the organization know this one
label-validity = valid until here
effect = Mail between the servers stops (events 12014 to 12018), and so does an Edge subscription.
help = Make a new one and answer Yes when asked whether to overwrite the default SMTP certificate; then restart the transport service. Subscribe Edge servers again.
