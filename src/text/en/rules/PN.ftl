# Where a principal is.
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-empty-provider = empty: Autodiscover requires the ExternalHostname
label-default-of = ExternalHostname of Outlook Anywhere
label-required-by-option = compared with the principal given by --principal
label-required-by-profile = required here by an Outlook profile
label-required-by-report = this is what the Analyzer was told
label-reported = the Analyzer saw this certificate

# What the EXPR provider says of it.
label-provider-agrees = the EXPR provider requires the same
label-provider-differs = the EXPR provider requires another name
label-provider-empty = the EXPR provider has no CertPrincipalName: Autodiscover fills in the external host name

# Certificates.
label-bound = bound to IIS here
label-record = the subject of the bound certificate, whose file is not here
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
label-carries = `{ $candidate }` carries the name

clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP), and Microsoft's Remote Connectivity Analyzer. MAPI over HTTP does not read CertPrincipalName.
help-bound = First make sure that clients meet this server itself: a load balancer in front may answer with another certificate, and a server that no client reaches may be among the exports. If so, name the certificate that answers as [[endpoint]] in msstd.toml.

# Where a name is in a profile or a report alone, and Outlook is given another one.
help-profile = The server gives another name to Outlook now: repair this profile or let Outlook make a new one, and mend it where it is rolled out from.
help-report = The server gives another name to Outlook: test again with that one.
