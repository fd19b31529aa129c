message = Outlook requires `{ $principal }`, and the certificate that answers, `{ $certificate }`, covers it only by its wildcard `{ $wildcard }`, which is compared literally
message-reported = The Analyzer tested `{ $principal }`, but the certificate that it saw is issued to `{ $wildcard }`: the wildcard covers the name, but is compared literally
label-common-name = the common name is not the name required (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
clients = The Remote Connectivity Analyzer and Outlook on Windows XP compare literally and fail. Outlook 2007 SP2 and 2010 on Windows 7 were seen to pass (--client modern: a warning). MAPI over HTTP does not read CertPrincipalName.
effect = Where it fails, users are asked for their password again and again, and the Analyzer says "The certificate common name { $wildcard } doesn't validate against the mutual authentication string that was provided".
help = Require the name as the certificate writes it, wildcard included, or have a certificate issued that names the host.
help-reported = If Autodiscover gives Outlook this name: require the name as the certificate has it, wildcard included, or have a certificate issued to the host. If the name was only typed into the Analyzer: test again with the name that Outlook requires.
