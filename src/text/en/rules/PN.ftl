# Who requires a principal.
requires = { $origin ->
    [outlook-profile] The { $settings ->
        [policy] policy
       *[profile] profile
      } `{ $profile }` requires `{ $principal }`
    [analyzer-report] `{ $principal }` was tested by the Analyzer
    [command-line] `{ $principal }` was tested (--principal)
    [predicted] By default, Outlook requires `{ $principal }`
   *[other] Outlook requires `{ $principal }`
  }

# The certificate that a principal is compared with, and why that one.
server-certificate = { $basis ->
    [configured] the certificate named in msstd.toml
    [covers-host] { $candidates ->
        [one] the certificate that covers the host
       *[other] the closest of { $candidates } certificates that cover the host
      }
    [only] { $servers ->
        [one] the only server certificate
       *[other] { $candidates ->
            [one] the only usable server certificate
           *[other] the closest of { $candidates } server certificates
          }
      }
   *[bound] { $candidates ->
        [one] the certificate bound to IIS
       *[other] a certificate bound to IIS
      }
  }

# Where a principal is.
side = { $vantage ->
    [inside] internal clients
   *[outside] external clients
  }
label-required = required here ({ $protocol }, { side })
label-required-by-default = no CertPrincipalName: `{ $principal }` by default, from this Server
label-required-by-provider = required here ({ $protocol } provider)
label-required-by-empty-provider = empty: the ExternalHostname is the default
label-predicted = ExternalHostname: the default, unless EXPR has another name
label-default-of = ExternalHostname of Outlook Anywhere
label-required-by-option = the name to test
label-required-by-profile = required here (Outlook profile)
label-required-by-report = tested by the Analyzer
label-reported = the certificate that the Analyzer saw

# The EXPR provider beside it.
label-provider-agrees = EXPR provider: the same name
label-provider-differs = EXPR provider: another name
label-provider-empty = EXPR provider: no CertPrincipalName

# Certificates.
label-bound = bound to IIS
label-record = bound certificate, known from this record only
label-common-name = common name
label-no-common-name = no common name
label-nearest = { $difference ->
    [same] the required name, in the SAN
    [first-label] closest name: first label differs
    [domain] closest name: domain differs
    [depth] closest name: number of labels differs
    [wildcard-covers] wildcard that covers it, compared literally
    [wildcard-other] closest name: a wildcard for other names
   *[other] closest name
  }
label-matches = `{ $candidate }` matches

clients = Outlook Anywhere clients (RPC over HTTP), not MAPI over HTTP
clients-profile = Users of this profile
clients-profile-alone = Users of this profile; Autodiscover gives `{ $given }`{ $given_verdict ->
    [passes] , which matches
   *[fails] {""}
  }
clients-tested = Outlook Anywhere clients, if Outlook requires this name
clients-none = No user: Outlook requires `{ $given }`{ $given_verdict ->
    [passes] , which matches
   *[fails] {""}
  }; this name was only tested

help-bound = If clients reach this server directly: require the certificate's common name, or have it reissued. If a load balancer is in front: name its certificate as [[endpoint]] in msstd.toml.
help-predicted = Export Get-OutlookProvider (the command below): this is so only if CertPrincipalName of EXPR is empty.
help-profile = Repair the profile, or let Outlook create a new one; correct the .prf file or policy that sets it.
help-tested = Test again with `{ $given }`.
