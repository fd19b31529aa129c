message = Outlook requires `{ $principal }`, and the certificate that answers, `{ $certificate }`, covers it only by its wildcard `{ $wildcard }`, which is compared literally
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
label-common-name = the common name is not the name required (this certificate answers: { $basis ->
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
    [same] the required name stands here, in the subjectAltName
    [first-label] nearest name: only the first label differs
    [domain] nearest name: same first label, other domain
    [depth] nearest name: more or fewer labels
    [wildcard-covers] this wildcard covers it, but is compared literally
    [wildcard-other] nearest name: a wildcard, but not for this name
   *[other] nearest name: another name
  }
label-record = the subject of the bound certificate, whose file is not here
label-bound = bound to IIS here
label-provider-agrees = the EXPR provider requires the same
label-provider-differs = the EXPR provider requires another name
label-provider-empty = the EXPR provider has no CertPrincipalName: Autodiscover fills in the external host name
clients = The Remote Connectivity Analyzer and Outlook on Windows XP compare literally and fail. Outlook 2007 SP2 and 2010 on Windows 7 were seen to pass (--client modern: a warning). MAPI over HTTP does not read CertPrincipalName.
effect = Where it fails, users are asked for their password again and again, and the Analyzer says "The certificate common name { $wildcard } doesn't validate against the mutual authentication string that was provided".
help = Require the name as the certificate writes it, wildcard included, or have a certificate issued that names the host.
help-bound = First make sure that clients meet this server itself: a load balancer in front may answer with another certificate, and a server that no client reaches may be among the exports. If so, name the certificate that answers as [[endpoint]] in msstd.toml.
