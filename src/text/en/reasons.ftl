# Why a certificate has its role.
role-ca-basic-constraints = basicConstraints says cA
role-ca-key-cert-sign = keyUsage allows keyCertSign
role-ca-issued-another = it issued another certificate here
role-ca-version-1 = self-signed, version 1, and its common name is no host
role-set-up = self-signed, with the name that Exchange's set-up gives its own
role-server-auth = extKeyUsage lists serverAuth
role-server-any-usage = extKeyUsage lists anyExtendedKeyUsage
role-client-auth = extKeyUsage lists clientAuth, not serverAuth
role-other-usage = extKeyUsage lists neither serverAuth nor clientAuth
role-server-dns-name = no extKeyUsage, and a DNS name in the subjectAltName
role-server-common-name = no extKeyUsage, and its common name is a host
role-other-no-host = no extKeyUsage and no host among its names
role-server-services = Get-ExchangeCertificate binds it to IIS, SMTP, IMAP or POP
role-other-record = Get-ExchangeCertificate binds it to no service of clients

# Why clients are inside or outside.
vantage-ssl-off-none = SSL is off and the principal is none
vantage-first-exhttp = the first of two EXHTTP protocols is for clients inside
vantage-internal-server = its Server `{ $host }` is an internal name
vantage-internal-hostname = its Server `{ $host }` is an internal host name of Outlook Anywhere and no external one
vantage-outside = { $protocol } is for clients outside
vantage-provider = the provider serves clients outside
vantage-profile = a profile is judged as clients outside see it
vantage-report = the Analyzer tests from outside
vantage-command-line = the option --principal is judged as clients outside see it

# Whose a host is.
owner-microsoft = a domain of Microsoft's cloud
owner-configured = named as [[endpoint]] in the configuration
owner-internal-name = an internal name
owner-smtp-domain = within the SMTP domain `{ $domain }`
owner-accepted-domain = within the accepted domain `{ $domain }`
owner-certificate-name = of one domain with `{ $name }` in `{ $certificate }`
owner-unknown = neither an SMTP domain nor a certificate here has its domain

# Why something could not be decided.
undecided-cut = the document is cut before it could say so
undecided-not-asked = the answer has only the settings that were asked for, and this is none of them
undecided-damaged = a value of the file could not be read, and it may have said so
undecided-no-server-certificate = no server certificate is among the files: export the one that answers for `{ $host }`
undecided-no-records = the output of Get-ExchangeCertificate of its server is not among the files
undecided-form = it is not of the form <I>issuer<S>subject
undecided-subjects = Issuer and Subject are not exported: use Get-ExchangeCertificate | Format-List *
undecided-no-outlook-anywhere = CertPrincipalName of EXPR is empty, so that Autodiscover requires the ExternalHostname of Outlook Anywhere: export Get-OutlookAnywhere | Format-List too
undecided-no-external-hostname = CertPrincipalName of EXPR is empty, so that Autodiscover requires the ExternalHostname of Outlook Anywhere, and that is not among the exported properties: use Get-OutlookAnywhere | Format-List
undecided-value-cut = the export cut the value
undecided-date = the day it ends is not exported, or day and month can't be told apart
undecided-services = Services are not exported: use Get-ExchangeCertificate | Format-List *
undecided-build = without its build, 2019 can't be told from the Subscription Edition
undecided-versions = the output of Get-ExchangeServer is not among the files
undecided-part-other-objects = lines { $first }-{ $last } are output of PowerShell, but of no cmdlet that is read
undecided-part-other-cmdlet = lines { $first }-{ $last } are output of { $cmdlet }, which is not read
undecided-part-more-json = the JSON from line { $first } on is not read: a text among which it stands is read for eight values. Save each one as a file of its own
undecided-part-folded = the element in line { $first } was folded in the browser when the text was copied: save the answer itself
undecided-part-table = the columns of the table in lines { $first }-{ $last } can't be told apart any more: its blanks or lines were changed. Export it again with | Format-List
undecided-part-unread = a part of the file could not be read, and may be the certificate that is missing
undecided-key-long = its key is longer than the { $most } bits that any client takes, and is not looked at
undecided-signature = its signature ({ $algorithm }, by a key { $key }) is of a kind that is not verified here
undecided-issuer-written-otherwise = its issuer is written `{ $issuer }`, and the issuer's own certificate says `{ $subject }`: RFC 5280 takes them for one name, Windows may not
undecided-name-constraints = `{ $authority }` constrains its names in a way that is not judged here
undecided-next = NextCertificateThumbprint is not exported: use Get-AuthConfig | Format-List *
root-vouched-for-by-the-export = the root { $root } is vouched for by the export itself; --trust-anchors says which roots clients have
refused-by-webpki = rustls-webpki refuses it, and nothing here says why: { $words }
names-left-out = it has more names than are read

undecided-crl-issuer = the certificate of its issuer `{ $issuer }` is not among the files, so that its signature can't be verified and it is not used: export that certificate{ $issuer_address ->
    [none] {""}
   *[other] , which stands at { $issuer_address }
  }
undecided-crl-signature = its signature does not hold with the key of `{ $issuer }`, so that it is not used: fetch it again{ $crl_address ->
    [none] {""}
   *[other] {" "}from { $crl_address }
  }
undecided-crl-algorithm = its signature ({ $algorithm }) can't be verified here, so that it is not used
undecided-crl-usage = keyUsage of the certificate of `{ $issuer }` does not allow it to sign revocation lists, so that it is not used
undecided-crl-future = it is of { $this_update }, after the time judged at, so that it is not used
undecided-crl-indirect = it is an indirect list, for certificates of several issuers, which is not used here: export the list of the issuer of `{ $certificate }` itself
undecided-crl-critical = it has the critical extension { $extension }, which is not known here, so that it may not be used
undecided-crl-other-key = it is signed by another key of `{ $issuer }` than `{ $certificate }`, so that it is not used for that
undecided-crl-scope = its scope (issuingDistributionPoint) leaves out `{ $certificate }`, so that it is not used for that
undecided-crl-later = it revokes `{ $certificate }` on { $date } only, after the time of the check
undecided-crl-hold = `{ $certificate }` is on hold there, and the list is too old to tell whether it still is: fetch the new one{ $crl_address ->
    [none] {""}
   *[other] {" "}from { $crl_address }
  }

# Why a certificate may be the one that answers, or is not compared.
basis-configured = named for `{ $host }` in the configuration
basis-bound = bound to the front end in { $path }
basis-covers-host = covers { $host }
basis-only = one of the server certificates here
not-asked = this principal is not compared with certificates
not-bound = not bound to IIS on the front end, while another is
not-services-none = bound to no service
not-valid-at = not valid at the time, while another is
not-configured = the configuration names another
not-covering = does not cover the host, while another does
