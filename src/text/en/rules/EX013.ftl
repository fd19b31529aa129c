message = The Auth certificate `{ $thumbprint }` expired on { $not_after }
message-missing = The Auth certificate `{ $thumbprint }` is { $count ->
    [one] not the one that Get-ExchangeCertificate lists
   *[other] none of the { $count } that Get-ExchangeCertificate lists
  }
message-none = No Auth certificate is set
message-on-server = The Auth certificate `{ $thumbprint }` is missing on { $servers }
label-lacks = `{ $server }` does not list it
label-here = Exchange signs its tokens with this one
label-expired = valid until here
effect = OWA and the Exchange admin center answer with errors, and hybrid free/busy, archives in the cloud, Teams and Skype for Business stop.
help = Make a new one, publish it, then restart the Exchange Service Host service and the pools of OWA and ECP. In a hybrid deployment run the Hybrid Configuration Wizard again.
effect-on-server = OWA, the Exchange admin center and hybrid requests fail where this server answers them.
help-on-server = Export it with its private key on a server that has it, and import it on each of these with Import-ExchangeCertificate. If the export lists only some certificates of these servers, export all of them.
help-other = `{ $next }` is there already and is valid: publish it, then restart the Exchange Service Host service and the pools of OWA and ECP. In a hybrid deployment run the Hybrid Configuration Wizard again.
help-next = `{ $next }` is staged as the next one and is valid: publish it now, then restart the Exchange Service Host service and the pools of OWA and ECP. In a hybrid deployment run the Hybrid Configuration Wizard again.
