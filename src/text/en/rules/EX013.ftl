message = The Auth certificate `{ $thumbprint }` expired on { $not_after }
message-missing = The Auth certificate `{ $thumbprint }` is not { $count ->
    [one] the one certificate
   *[other] among the { $count } certificates
  } that Get-ExchangeCertificate lists
message-none = No Auth certificate is set
message-on-server = The Auth certificate `{ $thumbprint }` is missing on { $servers }
label-lacks = `{ $server }` does not list it
label-here = Exchange signs its tokens with this one
label-expired = valid until here
effect = OWA and the Exchange admin center fail; hybrid free/busy, archives in the cloud, Teams and Skype for Business stop.
help = Create a new one and publish it; then restart the Exchange Service Host service and the OWA and ECP application pools. In a hybrid deployment: run the Hybrid Configuration Wizard.
effect-on-server = OWA, the Exchange admin center and hybrid requests fail on this server.
help-on-server = If the list was filtered: export all of it. Otherwise export the certificate with its private key from a server that has it, and import it on these.
help-other = Publish `{ $next }`, which is installed and valid; then restart the Exchange Service Host service and the OWA and ECP application pools. In a hybrid deployment: run the Hybrid Configuration Wizard.
help-next = Publish `{ $next }`, which is staged and valid; then restart the Exchange Service Host service and the OWA and ECP application pools. In a hybrid deployment: run the Hybrid Configuration Wizard.
