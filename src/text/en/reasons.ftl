# Why a certificate has its role.
role-ca-basic-constraints = basicConstraints says cA
role-ca-key-cert-sign = keyUsage allows keyCertSign
role-ca-issued-another = it issued another certificate here
role-ca-version-1 = self-signed, version 1, and its common name is not a host
role-set-up = self-signed, with a name that Exchange Setup gives its certificates
role-server-auth = extKeyUsage lists serverAuth
role-server-any-usage = extKeyUsage lists anyExtendedKeyUsage
role-client-auth = extKeyUsage lists clientAuth, not serverAuth
role-other-usage = extKeyUsage lists neither serverAuth nor clientAuth
role-server-dns-name = no extKeyUsage, and a DNS name in the subjectAltName
role-server-common-name = no extKeyUsage, and its common name is a host
role-other-no-host = no extKeyUsage and no host among its names
role-server-services = Get-ExchangeCertificate binds it to IIS, SMTP, IMAP or POP
role-other-record = Get-ExchangeCertificate binds it to no service for clients

# Why clients are internal or external.
vantage-ssl-off-none = SSL is off and the principal is `none`
vantage-first-exhttp = the first of two EXHTTP protocols is for internal clients
vantage-internal-server = its Server `{ $host }` is an internal name
vantage-internal-hostname = its Server `{ $host }` is only an InternalHostname of Outlook Anywhere
vantage-outside = { $protocol } is for external clients
vantage-provider = the provider is for external clients
vantage-predicted = the ExternalHostname of Outlook Anywhere is for external clients
vantage-profile = a profile is evaluated as for external clients
vantage-report = the Analyzer tests from outside
vantage-command-line = the option --principal is evaluated as for external clients

# Whose a host is.
owner-microsoft = a domain of Microsoft's cloud
owner-configured = named as [[endpoint]] in the configuration
owner-internal-name = an internal name
owner-smtp-domain = within the SMTP domain `{ $domain }`
owner-accepted-domain = within the accepted domain `{ $domain }`
owner-certificate-name = same domain as `{ $name }` in `{ $certificate }`
owner-unknown = neither an SMTP domain nor a certificate here has its domain

# Why something could not be determined.
undecided-cut = the document is truncated before the place where it could say so
undecided-not-asked = the response has only the settings that were requested, and this one was not
undecided-damaged = a value of the file could not be read, and it may say so
undecided-no-server-certificate = no server certificate is among the files: export the one that is presented for `{ $host }`
undecided-no-records = the output of Get-ExchangeCertificate of its server is not among the files
undecided-form = it does not have the form <I>issuer<S>subject
undecided-subjects = Issuer and Subject are not exported: use Get-ExchangeCertificate | Format-List *
undecided-no-outlook-anywhere = CertPrincipalName of EXPR is empty, so Autodiscover requires the ExternalHostname of Outlook Anywhere: export Get-OutlookAnywhere | Format-List too
undecided-no-external-hostname = CertPrincipalName of EXPR is empty, so Autodiscover requires the ExternalHostname of Outlook Anywhere, which is not exported: use Get-OutlookAnywhere | Format-List
undecided-not-issued = the certificate is not issued yet: only the issued one shows this
undecided-value-cut = the value is truncated in the export
undecided-date = its end date is not exported, or day and month can't be distinguished
undecided-ranges = RemoteIPRanges are not exported whole: use Get-ReceiveConnector | Format-List with $FormatEnumerationLimit = -1
undecided-number = the export has a number instead of words: use Format-List
undecided-connector = its receive connector is not among the files: export Get-ReceiveConnector | Format-List too
undecided-hybrid-certificate = the certificate that TlsCertificateName names is not among the files, so its names are not known: export it
undecided-selected = which certificate Exchange selects for this connector is not shown: export its Fqdn and the names of all certificates
undecided-presented = which certificate the servers present to Exchange Online is not shown: export Get-HybridConfiguration and the connectors
undecided-services = Services are not exported: use Get-ExchangeCertificate | Format-List *
undecided-build = without its build, 2019 can't be distinguished from the Subscription Edition
undecided-versions = the output of Get-ExchangeServer is not among the files
undecided-part-other-objects = lines { $first }-{ $last } are PowerShell output of a cmdlet that is not supported
undecided-part-other-cmdlet = lines { $first }-{ $last } are output of { $cmdlet }, which is not supported
undecided-part-more-json = the JSON from line { $first } on is not read: at most eight JSON values are read from other text. Save each one as a file of its own
undecided-part-folded = the element in line { $first } was folded in the browser when the text was copied: save the response itself
undecided-part-table = the columns of the table in lines { $first }-{ $last } can't be separated: its spaces or lines were changed. Export it again with | Format-List
undecided-part-unread = a part of the file could not be read, and may be the missing certificate
undecided-key-long = its key is longer than the { $most } bits that clients accept, and is not checked
undecided-signature = its signature ({ $algorithm }, by a key { $key }) is of a kind that is not verified here
undecided-issuer-written-otherwise = its issuer is written `{ $issuer }`, but the subject of the issuer's certificate `{ $subject }`: the same name by RFC 5280, but perhaps not for Windows
undecided-name-constraints = `{ $authority }` has name constraints of a kind that is not evaluated here
undecided-forms = neither FormsAuthentication nor InternalAuthenticationMethods is exported, and a logon form needs Basic: use Format-List *
undecided-application = ApplicationIdentifier is not exported: use Get-AuthServer | Format-List *
undecided-next = NextCertificateThumbprint is not exported: use Get-AuthConfig | Format-List *
root-vouched-for-by-the-export = the root { $root } is only in the export (--trust-anchors adds it)
refused-by-webpki = rustls-webpki refuses it, and no rule here explains why: { $words }
names-left-out = it has more names than are read

undecided-crl-issuer = the certificate of its issuer `{ $issuer }` is not among the files, so its signature can't be verified and it is not used: export that certificate{ $issuer_address ->
    [none] {""}
   *[other] , available at { $issuer_address }
  }
undecided-crl-signature = its signature is not valid with the key of `{ $issuer }`, so it is not used: download it again{ $crl_address ->
    [none] {""}
   *[other] {" "}from { $crl_address }
  }
undecided-crl-changed = its file changed during the run, so it is not used: run msstd again
undecided-crl-algorithm = its signature ({ $algorithm }) can't be verified here, so it is not used
undecided-crl-usage = keyUsage of the certificate of `{ $issuer }` does not allow signing revocation lists, so it is not used
undecided-crl-future = it is of { $this_update }, later than the time of the check, so it is not used
undecided-crl-indirect = it is an indirect list, for certificates of several issuers, which is not supported: export the list of the issuer of `{ $certificate }` itself
undecided-crl-critical = it has the critical extension { $extension }, which is not recognised, so it can't be used
undecided-crl-other-key = it is signed by another key of `{ $issuer }` than `{ $certificate }`, so it is not used for that certificate
undecided-crl-scope = its scope (issuingDistributionPoint) excludes `{ $certificate }`, so it is not used for that certificate
undecided-crl-later = it revokes `{ $certificate }` only on { $date }, after the time of the check
undecided-crl-hold = `{ $certificate }` is on hold there, and the list is too old to show whether it still is: download the new one{ $crl_address ->
    [none] {""}
   *[other] {" "}from { $crl_address }
  }

# Why a certificate may be the one that the server presents, or is not compared.
basis-configured = named for `{ $host }` in the configuration
basis-bound = bound to IIS in { $path }
basis-covers-host = covers { $host }
basis-only = one of the server certificates here
not-asked = this principal is not compared with certificates
not-bound = not bound to IIS on the front-end site, while another is
not-services-none = bound to no service
not-valid-at = not valid at the time, while another is
not-configured = the configuration names another
not-covering = does not cover the host, while another does

# Why a rule has no result.
rule-failed = the rule failed here, which is a fault in msstd: report it
