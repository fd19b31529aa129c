# msstd rehearse: a certificate takes the place of another.
why-asked = chosen by --replaces
why-bound = IIS presents it to clients
why-names = it has the most names of the new certificate; no export shows what is bound to IIS
why-done = nothing: the new certificate is bound to IIS already
why-nothing = nothing: no certificate is bound to IIS, and no server certificate has a name of the new one

answer-replacing = `{ $new }` in place of `{ $old }`
answer-adding = with `{ $new }`
answer-breaks = { $what }: { $message }{ $more ->
    [0] { "" }
   *[other] { " " }(and { $more } more)
  }
answer-safe = { $what }: nothing breaks{ $warnings ->
    [0] { "" }
    [one] ; 1 warning is new
   *[other] ; { $warnings } warnings are new
  }{ $unchanged ->
    [0] { "" }
    [one] ; 1 error is there before and after
   *[other] ; { $unchanged } errors are there before and after
  }
answer-safe-request = { $what }: nothing that the request shows breaks{ $warnings ->
    [0] { "" }
    [one] ; 1 warning is new
   *[other] ; { $warnings } warnings are new
  }{ $unchanged ->
    [0] { "" }
    [one] ; 1 error is there before and after
   *[other] ; { $unchanged } errors are there before and after
  }

heading-new = New
heading-replaces = Replaces
heading-gone = Fixed by the renewal
heading-unchanged = Unchanged
heading-runbook = Runbook
heading-back = Way back
heading-rehearsal = Renewal
new-certificate = { $called }: { $subject }, { $key }, valid { $from } to { $until }, issued by { $issuer }; { $private_key ->
    [yes] private key in the file
   *[no] no private key in the file
  }
new-request = { $called }: request for { $subject }, { $key }; issuer and dates are those of the issued certificate
replaced = { $called }{ $thumbprint ->
    [none] { "" }
   *[other] { " " }({ $thumbprint })
  }{ $servers ->
    [none] { "" }
   *[other] , { $servers }
  }
replaced-why = { $replaced }: { $why }
server-services = { $services } on { $server }
this-server = the server
unchanged = { $count ->
    [one] 1 finding
   *[other] { $count } findings
  } ({ $errors ->
    [one] 1 error
   *[other] { $errors } errors
  }), as msstd check reports without the renewal

# What no rule covers.
notice-required = { $by } requires `{ $name }`, which `{ $new }` does not contain
by-pop-host = A POP client (ConnectionSettings)
by-imap-host = An IMAP client (ConnectionSettings)
by-sender = The inbound connector `{ $object }` of Exchange Online (TlsSenderCertificateName)
by-tls-domain = The outbound connector `{ $object }` of Exchange Online (TlsDomain)
by-smart-host = The outbound connector `{ $object }` of Exchange Online (SmartHosts)
by-hybrid-smart-host = The hybrid configuration (OnPremisesSmartHost)
by-relationship = The organization relationship `{ $object }`
by-profile = An Outlook profile (proxy server)
notice-no-key = `{ $new }` has no private key: Exchange can't bind it to a service
notice-extended-protection = Extended Protection is { $value } at `{ $object }`, and the device in front of `{ $host }` presents `{ $presented }` while the servers present `{ $new }`: both have to present the same certificate
notice-device = The device in front of `{ $host }` presents `{ $presented }` until `{ $new }` is bound there: clients see that certificate
notice-offloading = TLS of `{ $object }` ends at a device in front of the servers (SSLOffloading): clients see the certificate of that device
notice-not-listed = The output of Get-ExchangeCertificate of `{ $server }` is not among the files: which certificate it presents is not determined
notice-issuer-open = { $by } requires the issuer `{ $issuer }`: only the issued certificate shows whether it has this one
by-connector = The connector `{ $object }`
by-hybrid = The hybrid configuration
notice-not-issued = Issuer, dates, chain and trust are those of the issued certificate
notice-lifetime = Valid for { $days } days: public certificates are issued for at most 200 days, from 2027-03-15 for 100, from 2029-03-15 for 47. The next renewal is due before { $due }

# The runbook.
step-errors-first = Fix what breaks before anything is imported: usually by a certificate that has the missing names.
step-send = Send the request to the certification authority.
step-rehearse = Before the issued certificate is imported: rehearse it in place of the request, which gives the commands with its thumbprint.
step-import-answer = If the certificate was requested on { $server }: import it there, since the private key is on the server of the request alone.
step-import-container = Import the certificate with its private key on { $server }. The command asks for the password of the file; any user name will do.
step-export-key = If the private key is exportable: write certificate and key to a file for the other servers. Delete the file at the end.
step-import-copy = Import this file on { $server }.
step-bind = Bind the certificate to { $services } on { $server }.{ $default ->
    [yes] { " " }If the command asks to overwrite the default SMTP certificate: Yes, it is the replaced one.
    [no] { " " }If the command asks to overwrite the default SMTP certificate: No, it is another one.
    [open] { " " }If the command asks to overwrite the default SMTP certificate: Yes if that is the replaced one (Get-TransportService), else No.
   *[none] { "" }
  }
step-connector = Set the certificate of the connector `{ $connector }`.
step-hybrid = Choose the new certificate in the Hybrid Configuration Wizard, which sets the connectors on both sides.
step-inbound = If Exchange Online is to accept mail with this certificate: set its name in Exchange Online PowerShell.
step-device = If a device in front of the servers ends TLS for `{ $host }`: bind the certificate there in the same maintenance window.
step-restart-pop = Restart the POP services on { $server }.
step-restart-imap = Restart the IMAP services on { $server }.
step-verify = Export again on every server, and run msstd check on the new exports: no error may be new.
step-remove = If msstd check reports no new error and mail flows through every connector: remove the old certificate from { $server }. Keep it until then, it is the way back.
back-bind = Bind the old certificate to { $services } on { $server }.
back-connector = Set the certificate of the connector `{ $connector }` back.
back-until = The old certificate is valid until { $date }: until then it can be bound again.
back-expired = The old certificate expired on { $date }: clients do not accept it again.
