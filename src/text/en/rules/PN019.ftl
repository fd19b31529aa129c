message = Outlook requires `{ $principal }`, and only `{ $certificate }` carries it, which expired on { $moment }
message-not-yet-valid = Outlook requires `{ $principal }`, and only `{ $certificate }` carries it, which is not valid before { $moment }
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
label-expired = carries the name, but has expired
label-not-yet-valid = carries the name, but is not valid yet
label-also-invalid = `{ $candidate }` carries it too, and is not valid either
label-common-name = valid, but the common name is another (this certificate answers: { $basis ->
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
label-provider-agrees = the EXPR provider requires the same
label-provider-differs = the EXPR provider requires another name
label-provider-empty = the EXPR provider has no CertPrincipalName: Autodiscover fills in the external host name
clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP), and Microsoft's Remote Connectivity Analyzer. MAPI over HTTP does not read CertPrincipalName.
effect = Users are asked for their password again and again, or see a certificate error; the Analyzer says "Mutual Authentication could not be established".
help = The certificate was replaced by one without the name. Either require the name that the valid certificate has, or have it reissued with the required name as its common name.
help-not-yet-valid = Either require the name that the valid certificate has until then, or wait with this principal until its certificate is valid and bound.
