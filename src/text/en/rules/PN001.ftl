message = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, is issued to `{ $common_name }` and carries the name nowhere
message-no-common-name = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, has no common name and carries the name nowhere
message-several = Outlook requires `{ $principal }`, and none of the { $count } server certificates here carries that name
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
label-common-name = the common name is another (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
label-no-common-name = there is no common name (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
label-nearest = { $difference ->
    [first-label] nearest name: only the first label differs
    [domain] nearest name: same first label, other domain
    [depth] nearest name: more or fewer labels
    [wildcard-other] nearest name: a wildcard, but not for this name
   *[other] nearest name: another name
  }
label-candidate = not this one
label-record = the subject of the bound certificate, whose file is not here
label-bound = bound to IIS here
label-elsewhere = this one carries the name, but is not bound to IIS
label-provider-agrees = the EXPR provider requires the same
label-provider-differs = the EXPR provider requires another name
label-provider-empty = the EXPR provider has no CertPrincipalName: Autodiscover fills in the external host name
clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP), and Microsoft's Remote Connectivity Analyzer. MAPI over HTTP does not read CertPrincipalName.
effect = Users are asked for their password again and again; new profiles fail with "An encrypted connection to your mail server is not available"; the Analyzer says "Mutual Authentication could not be established".
help = Either require the name that the certificate has, or have the certificate reissued with the required name as its common name.
help-setup = Exchange's set-up made this certificate for the server itself, and no client trusts it: have one issued with the required name as its common name, and bind it to IIS.
help-bound = First make sure that clients meet this server itself: a load balancer in front may answer with another certificate, and a server that no client reaches may be among the exports. If so, name the certificate that answers as [[endpoint]] in msstd.toml.
help-elsewhere = `{ $elsewhere }` carries the name. Either the wrong certificate is bound to IIS (the first command binds the other), or a load balancer in front of Exchange answers with it: then name it as [[endpoint]] in msstd.toml. Else require the name that the bound certificate has, or have it reissued.
help-several = Export what is bound to IIS (Get-ExchangeCertificate | Format-List), or name the certificate that answers for the Server of EXPR as [[endpoint]] in msstd.toml; then one comparison decides.
