# Which certificate each service presents.
heading-services = Certificates that serve mail
heading-services-change = Certificates that serve mail, before and after

service-iis = IIS, front end
service-back-end = IIS, Back End
service-smtp-receive = SMTP, receive connector
service-smtp-send = SMTP, send connector
service-smtp-internal = SMTP between servers
service-pop = POP
service-imap = IMAP
service-hybrid = Hybrid mail flow
service-auth = OAuth (Auth certificate)
service-federation = Federation trust

# Why it is this certificate.
bound-iis = bound to IIS
bound-back-end = bound to the Back End site (W3SVC/2)
by-name = selected by TlsCertificateName{ $count ->
    [one] { "" }
   *[other] , of { $count } certificates that match
  }
by-fqdn = selected by the Fqdn of the connector{ $count ->
    [one] { "" }
   *[other] , of { $count } certificates that match
  }
by-server-fqdn = selected by the name of the server, since the connector has no Fqdn{ $count ->
    [one] { "" }
   *[other] , of { $count } certificates that match
  }
by-expired = event 12016: the certificate that matches has expired, and is presented all the same
by-transport = InternalTransportCertificateThumbprint of Get-TransportService
by-x509-name = the only one of its certificates with the X509CertificateName
by-hybrid = TlsCertificateName of Get-HybridConfiguration{ $count ->
    [one] { "" }
   *[other] , of { $count } certificates that match
  }
by-auth = CurrentCertificateThumbprint of Get-AuthConfig
by-federation = OrgPrivCertificate of Get-FederationTrust

# Why there is none.
none-iis = no certificate is bound to IIS
none-no-tls = AuthMechanism has no Tls: the connector offers no STARTTLS
none-ignores-starttls = IgnoreSTARTTLS is True
none-names-it = event 12014: no certificate lists the name
none-of-names = event 12014: no certificate has the issuer and the subject of TlsCertificateName
none-x509-name = no certificate of the service lists the X509CertificateName
none-appointed = the configuration names no certificate

# Why it is not determined.
open-export = { $export } is not exported
open-no-list = Get-ExchangeCertificate of this server is not exported
open-list-unnamed = the output of Get-ExchangeCertificate does not show its server
open-server = the export does not show the server
open-source-servers = SourceTransportServers is not exported
open-services = Services of Get-ExchangeCertificate is not exported
open-several-bound = several certificates are bound to IIS; Get-WebBinding shows which one the site uses
open-sites = neither IISServices of Get-ExchangeCertificate nor Get-WebBinding shows the Back End site
open-name-cut = the export truncates the name that it asks for
open-not-a-host = the name that it asks for is not a host name
open-form = TlsCertificateName is not of the form <I>issuer<S>subject
open-names = the names of a certificate that may match are truncated
open-subjects = issuer or subject of a certificate that may match is not exported
open-validity = several certificates match, and their issuers or dates are not exported, or their Status is not Valid
open-same-start = several certificates match and are valid from the same moment
open-wildcard = the newest match is a wildcard; whether Exchange prefers it to an exact name is not documented
open-not-smtp = the certificate that matches is not enabled for SMTP, so that TLS fails or is not offered
open-several-x509 = several certificates match the X509CertificateName; the order among them is not documented
open-servers-differ = the servers select different certificates; see their connectors
open-thumbprint = the thumbprint is not exported

# The rows.
row-lead = { $server ->
    [none] { "" }
   *[other] { $server },{ " " }
  }{ $service }{ $connectors ->
    [none] { "" }
   *[other] { " " }{ $connectors }
  }
row-presents = { $lead }: { $certificate }; { $why }{ $next ->
    [none] { "" }
   *[other] ; next: { $next }
  }
row-nothing = { $lead }: none; { $why }
row-open = { $lead }: not determined; { $why }
certificate = { $called }{ $subject ->
    [none] { "" }
   *[other] { " " }({ $subject })
  }{ $end ->
    [none] { "" }
   *[other] , ends { $end }
  }
next-from = { $certificate }, from { $from }

# What a renewal changes.
change-renewed = { $lead }: before { $before }; after { $after }
change-other = { $lead }: before { $before }; after { $after }, which is not the new certificate
change-open = not determined, { $why }
change-none = none, { $why }
change-no-service = not there
change-same = { $count ->
    [one] 1 service presents
   *[other] { $count } services present
  } the same certificate before and after

# The page.
html-services-count = { $count ->
    [one] 1 service and its certificate
   *[other] { $count } services and their certificates
  }
html-services-caption = Which certificate each service presents, by the exports alone, and the next one once that is removed or replaced by schedule
html-server = Server
html-service = Service
html-certificate = Certificate
html-ends = Ends
html-next = Next
html-why = Why
html-none = none
html-not-determined = not determined
html-organization = organization
