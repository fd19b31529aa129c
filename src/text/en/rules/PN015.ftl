message = `{ $principal }` is required, but no certificate here can answer for it
message-record = `{ $principal }` is required, but the names of the certificate that may answer, `{ $thumbprint }`, are cut or not exported
message-configured = `{ $principal }` is required, but the certificate `{ $certificate }` that msstd.toml names for `{ $host }` is not here
label-names = what is exported of it does not decide
help = Add what Get-ExchangeCertificate says (the command writes it whole), and the file of the certificate that is bound to IIS.
help-record = Add the file of this certificate (the command writes it, without its private key).
help-configured = Add that certificate's file to the deployment, or correct the `certificate` of the [[endpoint]].
