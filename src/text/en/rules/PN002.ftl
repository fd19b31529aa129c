message = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, is issued to `{ $common_name }` and carries the name only in its subjectAltName
message-no-common-name = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, has no common name and carries the name only in its subjectAltName
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
clients = Windows Vista SP1 and later compare the subjectAltName too: there it passes (--client modern: a note). Windows before that compares the common name alone: there it fails (--client legacy: an error). The Analyzer says that it passes, with a warning.
effect = On the oldest clients users are asked for their password again and again. Elsewhere nothing is seen but the Analyzer's "The certificate common name doesn't match the mutual authentication string provided; however, a match was found in the subject alternative name extension".
help = If all clients are Windows Vista SP1 or later (Exchange 2019 supports no others), it may stay. Else require the common name, or have the certificate reissued with the required name as its common name.
help-no-common-name = If all clients are Windows Vista SP1 or later (Exchange 2019 supports no others), it may stay. Else have the certificate reissued with the required name as its common name.
help-bound = First make sure that clients meet this server itself: a load balancer in front may answer with another certificate, and a server that no client reaches may be among the exports. If so, name the certificate that answers as [[endpoint]] in msstd.toml.
