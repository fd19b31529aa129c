message = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, is issued to `{ $common_name }` and carries the name nowhere
message-no-common-name = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, has no common name and carries the name nowhere
message-several = Outlook requires `{ $principal }`, and none of the { $count } server certificates here carries that name
message-reported = The Analyzer tested `{ $principal }`, but the certificate that it saw is issued to `{ $common_name }`
label-common-name = the common name is another (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
label-candidate = not this one
label-elsewhere = this one carries the name, but is not bound to IIS
effect = Users are asked for their password again and again; new profiles fail with "An encrypted connection to your mail server is not available"; the Analyzer says "Mutual Authentication could not be established".
help = Either require the name that the certificate has, or have the certificate reissued with the required name as its common name.
help-setup = Exchange's set-up made this certificate for the server itself, and no client trusts it: have one issued with the required name as its common name, and bind it to IIS.
help-elsewhere = `{ $elsewhere }` carries the name. Either the wrong certificate is bound to IIS (the first command binds the other), or a load balancer in front of Exchange answers with it: then name it as [[endpoint]] in msstd.toml. Else require the name that the bound certificate has, or have it reissued.
help-several = Export what is bound to IIS (Get-ExchangeCertificate | Format-List), or name the certificate that answers for the Server of EXPR as [[endpoint]] in msstd.toml; then one comparison decides.
help-reported = If Autodiscover gives Outlook this name: require the name that the certificate has, or have a certificate issued with the required name. If the name was only typed into the Analyzer: test again with the name that Outlook requires.
