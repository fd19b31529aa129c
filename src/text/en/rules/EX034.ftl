message = The federation certificate `{ $thumbprint }` expired on { $not_after }
message-missing = The federation certificate `{ $thumbprint }` is not { $count ->
    [one] the one certificate
   *[other] among the { $count } certificates
  } that Get-ExchangeCertificate lists
message-on-server = The federation certificate `{ $thumbprint }` is missing on { $servers }
label-here = the federation trust uses this one
label-expired = valid until here
label-relying = Exchange Online: relies on this trust
label-lacks = `{ $server }` does not list it
effect = Free/busy, MailTips and calendar sharing with federated organizations stop.
help = An expired one can't be replaced: remove the federated domains and the trust, and create both again with a new certificate.
effect-on-server = Requests to federated organizations fail on this server.
help-on-server = If the list was filtered: export all of it. Otherwise export the certificate with its private key from a server that has it, and import it on these.
