# Why a step of the Analyzer is not determined.
why-name-resolution = no export shows name resolution
why-port = no export shows which ports are open
why-iis = no export that is read shows this setting of IIS
why-credentials = it needs a connection and credentials
why-redirect = no export shows redirects and DNS records
why-no-certificate = no server certificate is among the files
why-limit = there are too many names and certificates to compare them all (IN011)
why-several-certificates = { $count } server certificates are among the files, and no export shows which one the server presents
why-depends = it depends on the certificate that the server presents
why-other-web-server = no certificate here lists `{ $host }`, which is often another web server
why-host-unknown = no export names the host that Outlook Anywhere connects to
why-names-truncated = the names of the certificate are truncated or not exported
why-record-only = the file of the certificate is not exported
why-issuer-missing = the issuer `{ $issuer }` is not among the files
why-chain-open = the chain can't be followed to its end
why-no-roots = no roots are trusted (--trust none)
why-issuer-weak = the key or the signature of `{ $name }` is weak; whether Windows accepts it depends on its policy
why-intermediates = no export shows which intermediate certificates the server sends
why-date = the dates of the certificate are not exported
why-methods = no export shows the authentication methods of this host
why-no-principal = no export shows which name Outlook requires
why-none = Outlook requires no name (none); what the Analyzer does then is not documented
why-disabled = the name is not used: SSL is off, or the profile does not use mutual authentication
why-fullsic = fullsic: names are not compared
why-value-truncated = the value is truncated in the export
why-email = the name is an e-mail address; how the Analyzer compares it is not documented
why-no-response = no Autodiscover response for this domain is among the files
why-response-elsewhere = the saved document redirects, or is not an Autodiscover response for Outlook
why-response-truncated = the response is truncated, or a part of one
why-mapi = the response was saved for a client that uses MAPI over HTTP, and leaves Outlook Anywhere out

# Why a step fails, where the Analyzer's words do not say it.
why-self-signed = the certificate is self-signed and not a trusted root
why-signature-wrong = the key of `{ $issuer }` did not make the signature
why-issuer-not-valid = `{ $name }` is expired or not valid yet
why-issuer-not-ca = `{ $name }` may not issue certificates
why-root-not-trusted = the root `{ $root }` is not a trusted public root

# What is assumed, or else to be known.
note-covers-host = taken as the presented certificate because it covers the host
note-only = taken as the presented certificate because no export shows another
note-servers-differ = other servers present a certificate that compares differently
note-period = valid from { $start } to { $end }
note-default = no export has the name: Autodiscover fills it in
note-wildcard = a wildcard is compared literally; current Windows is likely to accept it
note-malformed = the value is not msstd: and a host name, and Windows rejects it
note-methods = clients use { $client }; IIS accepts { $server }

# The tests, for people.
title-autodiscover = Autodiscover test of { $host }
title-outlook-anywhere = Outlook Anywhere test of { $host } with { $principal }
title-outlook-anywhere-without = Outlook Anywhere test of { $host }
unknown-host = a host that is not exported
no-autodiscover = No Autodiscover test: no export names a mail domain that is served here.
no-outlook-anywhere = No Outlook Anywhere test: no export names a host, or a name that Outlook requires, for clients outside.
more-tests = { $count ->
    [one] 1 more test is not shown: use --principal, or check fewer domains.
   *[other] { $count } more tests are not shown: use --principal, or check fewer domains.
}
written-in = written in { $places }
at = at { $places }
not-determined = not determined:
note = note:
export = export { $export }
not-reached = Not reached, because a step above fails:
ends-in = Ends in: { $sentence }
beside = Replayed (left) beside the saved report { $place } (right):
beside-title = Replayed, beside the saved report { $place }
step = Step
replayed = Replayed
saved = Saved report
first = (first difference)
no-difference = No step that both determine differs.
first-difference = First difference: { $step } Replayed: { $replayed }. Saved report: { $saved } ({ $place }).
outcome-passed = passed
outcome-warning = warning
outcome-failed = failed
outcome-not-determined = not determined offline
client-analyzer = Remote Connectivity Analyzer
client-legacy = Windows before Vista SP1
client-modern = current Windows
