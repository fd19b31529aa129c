# The report for people.
nothing-found = No findings.
heading-read = Inputs
heading-compared = Names checked
heading-missing = Missing exports
first-missing = { $exports }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  } (--verbose lists the commands)
heading-undecided = Not determined
read = { $files ->
    [one] 1 file
   *[other] { $files } files
  }{ $kinds ->
    [none] { "" }
   *[other] { " " }({ $kinds })
  }; { $certificates ->
    [one] 1 certificate
   *[other] { $certificates } certificates
  }, server certificates: { $servers }
collected = collected { $at ->
    [none] at an unknown time
   *[other] { $at }
  }{ $host ->
    [none] { "" }
   *[other] { " " }on { $host }
  }{ $count ->
    [0] { "" }
    [one] { " " }(1 export could not be read there)
   *[other] { " " }({ $count } exports could not be read there)
  }
kind = { $kind ->
    [certificate] { $count ->
        [one] 1 certificate file
       *[other] { $count } certificate files
      }
    [pkcs7] { $count } PKCS #7
    [pkcs12] { $count } PKCS #12
    [crl] { $count ->
        [one] 1 CRL
       *[other] { $count } CRLs
      }
    [private-key] { $count ->
        [one] 1 private key
       *[other] { $count } private keys
      }
    [certificate-request] { $count ->
        [one] 1 certificate request
       *[other] { $count } certificate requests
      }
    [autodiscover] { $count ->
        [one] 1 Autodiscover response
       *[other] { $count } Autodiscover responses
      }
    [autodiscover-error] { $count ->
        [one] 1 Autodiscover error
       *[other] { $count } Autodiscover errors
      }
    [autodiscover-redirect] { $count ->
        [one] 1 Autodiscover redirect
       *[other] { $count } Autodiscover redirects
      }
    [autodiscover-request] { $count ->
        [one] 1 Autodiscover request
       *[other] { $count } Autodiscover requests
      }
    [cmdlet] { $count ->
        [one] 1 cmdlet output
       *[other] { $count } cmdlet outputs
      }
    [outlook-profile] { $count ->
        [one] 1 Outlook profile
       *[other] { $count } Outlook profiles
      }
    [analyzer-report] { $count ->
        [one] 1 Analyzer report
       *[other] { $count } Analyzer reports
      }
    [directory-export] { $count ->
        [one] 1 directory export
       *[other] { $count } directory exports
      }
    [manifest] { $count ->
        [one] 1 manifest
       *[other] { $count } manifests
      }
    [archive] { $count ->
        [one] 1 archive
       *[other] { $count } archives
      }
    [unknown] { $count } not recognised
   *[other] { $count } { $kind }
  }
no-principal = none: no file shows which name Outlook requires. Export Get-OutlookProvider | Format-List, and save an Autodiscover response.
by-option = --principal
and-more = and { $count } more: --format json lists them all
verdict-common-name = matches the common name
verdict-subject-alternative-name = matches the subjectAltName only
verdict-wildcard-only = covered by a wildcard only
verdict-mismatch = does not match
verdict-disabled = not used
verdict-not-ours = Microsoft's own, not judged
verdict-malformed = not a valid principal
verdict-inconclusive = not determined
medium = (another explanation is possible)
fix-run = Run:
fix-or = Or instead:
fix-old = # now: { $old }
summary = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
  }, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
  }, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
  }, { $inconclusive } inconclusive in { $files ->
    [one] 1 file
   *[other] { $files } files
  } with { $certificates ->
    [one] 1 certificate
   *[other] { $certificates } certificates
  }
summary-with-accepted = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
  }, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
  }, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
  }, { $inconclusive } inconclusive (not counted: { $allowed } accepted, { $baselined } known from the baseline{ $unchanged ->
    [0] { "" }
   *[other] , { $unchanged } unchanged
  }) in { $files ->
    [one] 1 file
   *[other] { $files } files
  } with { $certificates ->
    [one] 1 certificate
   *[other] { $certificates } certificates
  }
redacted = Mail addresses, LegacyDNs and user names are redacted (--redact): [redacted-1] is the same user everywhere in one deployment.
shown-from = Findings below { $severity } are counted, but not shown (--min-severity).
accepted = accepted until { $until }: { $reason }
compared-with-baseline = Baseline: { $path } (SHA-256 { $sha256 })

# Will Outlook accept this server? The verdict; and the sentence where no finding gives it.
answer-passes = passes
answer-fails = fails
answer-not-determined = not determined
answers = { $fails } of { $count } deployments { $fails ->
    [one] fails
   *[other] fail
  }, { $open } not determined, { $passes } { $passes ->
    [one] passes
   *[other] pass
  }
answer-first-step = First step
answer-received = ; Outlook requires `{ $value }`, which matches
answer-chain = ; chain not checked
answer-common-name = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [predicted] By default, Outlook requires `{ $value }` (the EXPR provider is not exported)
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, and { $basis ->
    [bound] the certificate bound to IIS, `{ $certificate }`,
    [record] the certificate bound to IIS, `{ $certificate }`,
    [configured] the certificate configured for the host, `{ $certificate }`,
    [covers-host] the certificate that covers the host, `{ $certificate }`,
   *[only] the server certificate `{ $certificate }`
  } is issued to it
answer-subject-alternative-name = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [predicted] By default, Outlook requires `{ $value }` (the EXPR provider is not exported)
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, and { $basis ->
    [bound] the certificate bound to IIS, `{ $certificate }`,
    [record] the certificate bound to IIS, `{ $certificate }`,
    [configured] the certificate configured for the host, `{ $certificate }`,
    [covers-host] the certificate that covers the host, `{ $certificate }`,
   *[only] the server certificate `{ $certificate }`
  } lists it as a subject alternative name
answer-wildcard-only = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [predicted] By default, Outlook requires `{ $value }` (the EXPR provider is not exported)
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, and { $basis ->
    [bound] the certificate bound to IIS, `{ $certificate }`,
    [record] the certificate bound to IIS, `{ $certificate }`,
    [configured] the certificate configured for the host, `{ $certificate }`,
    [covers-host] the certificate that covers the host, `{ $certificate }`,
   *[only] the server certificate `{ $certificate }`
  } covers it by a wildcard
answer-warning = { $sentence ->
    [none] {""}
   *[other] { $sentence };{" "}
  }{ $count ->
    [one] 1 warning
   *[other] { $count } warnings, the first
  }: { $message }
answer-disabled = Outlook does not check the name (`{ $value }`): it accepts any certificate that Windows trusts
answer-inside = Clients inside require no name (`{ $value }`), which is the default of Exchange; the name for clients outside is not exported
answer-inconclusive = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [predicted] By default, Outlook requires `{ $value }` (the EXPR provider is not exported)
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, and the names of the certificate that the server presents are not known
answer-not-run = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [predicted] By default, Outlook requires `{ $value }` (the EXPR provider is not exported)
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, which does not match, and the rule that reports this was not run
answer-accepted = Accepted, not fixed: { $message }
answer-not-ours = Outlook connects to Exchange Online; Microsoft's certificates are not checked here
answer-hosts = { $count ->
    [one] `{ $host }`, the host that clients connect to, is
   *[other] All { $count } hosts that clients connect to, such as `{ $host }`, are
  } covered by { $by ->
    [presented] the certificates that the servers present
   *[listed] the certificates here
  }; the name that Outlook Anywhere requires is not exported
answer-nothing = No file shows which name Outlook requires
answer-nothing-step = Export Get-OutlookProvider | Format-List, and save an Autodiscover response.
answer-unread = No file here is a certificate or an export that msstd reads
answer-unread-step = Export Get-OutlookProvider | Format-List, Get-ExchangeCertificate | Format-List and the certificate, into this folder.
judged = Evaluated as of { $at } ({ $source ->
    [option] --at
    [config] configuration
   *[clock] system clock
  }) for client profile `{ $client }`. No network was used.
trusted-bundled = Trusted roots: Mozilla, { $date }.
trusted-anchors = Trusted roots: those of --trust-anchors only.
trusted-none = Trust was not checked (--trust none).
configured-by = Configuration: { $path } (SHA-256 { $sha256 })
configurations = Configuration: { $path }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
  }.
with-baseline = Baseline: { $path }.
table-deployment = Deployment
table-verdict = Verdict
table-errors = Errors
table-warnings = Warnings
explain = More: `msstd explain CODE`.
lead-clients = Affects
lead-effect = Symptoms
lead-help = Fix
lead-public = Public CA
at = at:
help = help:
following = Caused by the same problem
the-same = the same
more-of-rule = { $code } at { $count ->
    [one] 1 more place
   *[other] { $count } more places
  }: { $places }
same-at = The same at { $count ->
    [one] 1 more place
   *[other] { $count } more places
  }: { $places }
places-of-rule = { $code } { $name } at { $count ->
    [one] { $places }
   *[other] { $count } places: { $places }
  }
more-places = and { $count } more places in { $files ->
    [one] 1 file
   *[other] { $files } files
  }; --no-fold lists them
said-above = see { $code } above
checked = `{ $name }`: { $verdict }{ $basis ->
    [none] { "" }
    [bound] , `{ $certificate }` (bound to IIS)
    [record] , `{ $certificate }` (bound to IIS)
    [configured] , `{ $certificate }` (configured)
    [covers-host] , `{ $certificate }` (covers the host)
   *[only] , `{ $certificate }`
  }; { $count ->
    [one] 1 place
   *[other] { $count } places
  }
and-more-places = (and { $count ->
    [one] 1 more place
   *[other] { $count } more places
  })
heading-accepted = Accepted
heading-baselined = Known from the baseline
heading-by-rule = By rule
count-of-a-rule = { $level }[{ $code }] { $name }: { $all ->
    [one] 1 finding
   *[other] { $all } findings
  }
flood = One finding of each rule is shown above. --format short lists all, --no-fold and --format json show each in full.
heading-more = Not shown
more-of-a-rule = { $code }: { $count ->
    [one] one more finding
   *[other] { $count } more findings
  }; --format short lists each, --no-fold shows each in full

# What was not checked.
missing = { $export } would show { $settles }
not-exported = not exported: { $exports }
chain-not-checked = chain not checked: { $count ->
    [one] issuer { $issuers } not exported
   *[other] issuers { $issuers }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
      } not exported
  }

# SARIF.
sarif-working-folder = The folder in which msstd was run: relative paths start there.
sarif-deployment-folder = The folder of the deployment { $name }.
sarif-fix = Run this in the Exchange Management Shell. The change adds it to { $script } for review and leaves the export unchanged: { $commands }

# JUnit and GitHub.
junit-configuration = configuration
junit-not-decided = Not determined: { $message }
junit-first = { $message }{ $count ->
    [0] { "" }
   *[other] { " " }(and { $count } more)
  }
junit-not-examined = Not checked{ $count ->
    [0] : nothing of this kind is here
   *[other] ; missing: { $exports }
  }
of-the-baseline = known from the baseline
github-made = How this report was made
github-accepted = { $allowed } accepted and { $baselined } known from the baseline are not shown; --format json lists them all
bytes = (bytes { $start } to { $end })

# Markdown and the tables.
markdown-title = Certificates and the names that Outlook requires, by msstd { $version }
markdown-and-more = and { $count } more, which the JSON report lists
markdown-more-of-a-rule = { $code }: { $count ->
    [one] one more finding
   *[other] { $count } more findings
  }, which the JSON report lists
markdown-more-places = and { $count } more places in { $files ->
    [one] 1 file
   *[other] { $files } files
  }, which the JSON report lists
markdown-accepted = Accepted, or known from the baseline
heading-configuration = Configuration
heading-made = How this report was made
state-allowed = accepted
state-baselined = known from the baseline
state-unchanged = unchanged by the renewal

# The script of fixes.
fixes-title = Commands that fix what msstd { $version } found. For the Exchange Management Shell.
fixes-how = Without -Apply nothing is changed: each command runs with -WhatIf and shows what it would do. With -Apply the commands run.
fixes-which = Only commands that need no decision run; every other command is a comment, with the reason.
fixes-undecided = { $count ->
    [0] Everything was determined.
    [one] 1 thing could not be determined; the report says which and why.
   *[other] { $count } things could not be determined; the report says which and why.
  }
fixes-now = now:
fixes-nothing = No command here is safe to run without a decision. The comments of this script and the report show what was found.
fixes-stopped = The previous command returned nothing, and the next commands need its result.
fixes-not-shown = -WhatIf can't show this one, because it needs the result of the previous command:
fixes-contested = Not run: these commands contradict each other. Decide which one is right, then run it.
fixes-another-explanation = Not run: another explanation is possible, which the report gives. Check it before you run one.
fixes-condition = Not run: each of these is right only if its condition holds. Check that before you run one.
fixes-note = Not run: nothing here has to be fixed. Run one if you want its effect.
fixes-left-undecided = Not run: the export does not show whether these are needed.
fixes-unknown-form = Not run: msstd does not know these commands as safe. Read them before you run one.
fixes-export = Exports that would determine more; these change nothing:

# The HTML page.
html-title = Will Outlook accept { $count ->
    [one] this server
   *[other] these servers
  }?
html-window = { $name }: msstd report, { $at }
html-window-of-many = msstd report on { $count } deployments
html-skip = To the answer
html-evaluated = evaluated as of { $at } for client profile { $client }
html-contents = Contents
html-no-deployment = Nothing was examined.
html-all = All deployments
html-deployment = Deployment
html-answer = Answer
html-errors = Errors
html-warnings = Warnings
html-next = Next:
html-checked = What was checked
html-checked-deployments = { $count ->
    [one] 1 deployment
   *[other] { $count } deployments
  }
html-checked-names = { $count ->
    [0] No required name found
    [one] 1 required name
   *[other] { $count } required names
  }{ $places ->
    [0] {""}
    [one] {" "}in 1 place
   *[other] {" "}in { $places } places
  }
html-checked-rules = { $count ->
    [one] 1 rule
   *[other] { $count } rules
  } with something to examine, of { $all }
html-not-checked = What was not checked
html-not-exported = Not exported:
html-not-exported-in = { $export }, in { $count ->
    [one] 1 deployment
   *[other] { $count } deployments
  }
html-and-exports = { $count ->
    [one] and 1 more export
   *[other] and { $count } more exports
  }
html-command = Command
html-front-undecided = Not determined:
html-front-inconclusive = { $count ->
    [one] 1 finding is inconclusive:
   *[other] { $count } findings are inconclusive:
  }
html-front-unknown = { $count ->
    [one] 1 file was not recognised:
   *[other] { $count } files were not recognised:
  }
html-front-selected = Only these rules were run: { $rules }
html-front-ignored = Left out by --ignore: { $rules }
html-front-offline = The servers themselves: no network was used, and they may have changed since the export.
html-more-below = and { $count } more, below
html-front-accepted-heading = What was accepted
html-front-accepted = { $codes } ({ $count ->
    [one] 1 finding
   *[other] { $count } findings
  }), { $accepted }
html-front-accepted-without = { $count ->
    [one] 1 finding is accepted without a reason
   *[other] { $count } findings are accepted without a reason
  }
html-front-baselined = { $count ->
    [one] 1 finding is in the baseline and does not count
   *[other] { $count } findings are in the baseline and do not count
  }
html-front-unchanged = { $count ->
    [one] 1 finding is
   *[other] { $count } findings are
  } there before and after the renewal
html-front-nothing-accepted = Nothing: every finding counts.
html-outside = clients outside
html-inside = clients inside
html-origin-autodiscover = Autodiscover response
html-origin-autodiscover-default = Autodiscover response (default)
html-origin-provider-default = EXPR provider (empty: default)
html-origin-predicted = predicted (EXPR provider not exported)
html-origin-outlook-provider = Outlook provider
html-origin-outlook-profile = Outlook profile
html-origin-analyzer-report = Analyzer report
html-origin-directory-export = directory export
html-origin-command-line = tested with --principal
html-map = Map of names and certificates
html-map-title = Map of the deployment.
html-map-disabled = No certificate is compared: the check is off
html-map-not-ours = Microsoft's servers: not evaluated
html-map-malformed = No certificate can match
html-map-none = No certificate in the export
html-legend-name = required name, with its places
html-legend-certificate = certificate that the server presents, or may present
html-legend-differs = differs from the first name for the same clients
html-expired = expired
html-valid-until = valid until { $day }
html-and-places = { $count ->
    [one] and 1 more place
   *[other] and { $count } more places
  }
html-and-files = { $count ->
    [one] and 1 more file
   *[other] and { $count } more files
  }
html-and-findings = { $count ->
    [one] and 1 more finding
   *[other] and { $count } more findings
  }
html-more-places = { $count ->
    [one] 1 more is
   *[other] { $count } more are
  } not shown here: --format json lists all.
html-differs = differs from: { $from }
html-agree = Every place for the same clients requires the same name.
html-disagree = Different names
html-more-boxes = { $count ->
    [one] 1 more name is
   *[other] { $count } more names are
  } in the table below or in --format json, not in this picture.
html-matrix = Names checked
html-matrix-caption = One row for each name that Outlook requires or that was tested, one column for each server certificate.
html-required = Required name
html-verdict = Result
html-issued-to = issued to
html-presented = presented by the server
html-may-be-presented = may be presented
html-assumed-presented = assumed to be presented
html-not-compared = not compared
html-more-principals = { $count ->
    [one] 1 more required name is
   *[other] { $count } more required names are
  } not shown here: --format json lists all.
html-more-columns = { $count ->
    [one] 1 more server certificate is
   *[other] { $count } more server certificates are
  } not shown here: --format json lists all.
html-timeline = Validity of certificates
html-timeline-title = When certificates are valid, with marks at { $day }, and 30 and 60 days later.
html-timeline-caption = The same in numbers, as of { $day }
html-no-certificate = There is no certificate among the files.
html-today = evaluated
html-30 = +30
html-60 = +60 days
html-certificate = Certificate
html-role = Role
html-from = Valid from
html-until = Valid until
html-state = State
html-thumbprint = Thumbprint (SHA-1)
html-not-known = not known
html-life-ended = expired { $count ->
    [0] less than a day ago
    [one] 1 day ago
   *[other] { $count } days ago
  }
html-life-30 = expires { $count ->
    [0] in less than a day
    [one] in 1 day
   *[other] in { $count } days
  }
html-life-60 = expires in { $count } days
html-life-later = valid { $count ->
    [0] in less than a day
    [one] in 1 day
   *[other] in { $count } days
  }
html-life-fine = { $count } days left
html-life-unknown = dates not known
html-left = Not drawn here, but in --format json:
html-left-ended = { $count } expired
html-left-30 = { $count } expiring within 30 days
html-left-60 = { $count } expiring within 60 days
html-left-later = { $count } not yet valid
html-left-fine = { $count } valid for longer
html-left-unknown = { $count } without known dates
html-role-server = server
html-role-ca = CA
html-role-client = client
html-role-set-up = created by Exchange Setup
html-role-other = other
html-hosts = Hosts that clients connect to
html-hosts-caption = Each host once. It is covered if a server certificate contains or lists its name.
html-host = Host
html-vantage = Clients
html-owner = Belongs to
html-owner-ours = this deployment
html-owner-microsoft = Microsoft
html-owner-unknown = not known
html-covered-by = Covered by
html-covered = { $count ->
    [0] no certificate
    [one] 1 certificate
   *[other] { $count } certificates
  }
html-named-in = Named in
html-more-hosts = { $count ->
    [one] 1 more host is
   *[other] { $count } more hosts are
  } not shown here: --format json lists all.
html-replay = Tests of the Remote Connectivity Analyzer, replayed
html-replay-means = What the Analyzer would say, as far as these exports show it. Nothing was connected to.
html-configuration = Findings about the configuration
html-findings = Findings
html-said-above = as in the first { $code } finding
html-fingerprint = Fingerprint
html-more-of-a-rule = { $code }: { $count ->
    [one] 1 more finding
   *[other] { $count } more findings
  }; --format short lists each, --format json shows each in full
html-accepted = Accepted findings
html-accepted-means = The configuration accepts these, so they do not count. Each has its reason and its last day.
html-baselined = Findings of the baseline
html-baselined-means = These were there when the baseline was made, so they do not count.
html-unchanged = Unchanged findings
html-unchanged-means = These are there before and after the renewal, so they do not count.
html-evidence = Evidence
html-how = How this report was made
html-tool = Tool
html-time = Evaluated as of
html-client = Client profile
html-contract = Version of the JSON contract
html-options = Options
html-option = Option
html-value = Value
html-options-off = Off or empty: { $options }
html-none = none
html-yes = yes
html-no = no
html-merged = Merged report
html-inputs = Inputs
html-files = { $count ->
    [one] 1 file
   *[other] { $count } files
  }
html-file = File
html-kind = Content
html-encoding = Encoding
html-binary = binary
html-bytes = Bytes
html-not-read = could not be read
html-rules = Rules run
html-rules-mean = How many objects each rule examined, how many failed, and how many were not determined.
html-rules-idle = { $count ->
    [one] 1 rule had nothing to examine:
   *[other] { $count } rules had nothing to examine:
  }
html-rule = Rule
html-examined = Examined
html-failed = Failed
html-inconclusive = Not determined
html-signature = Signature
html-signed-report = SHA-256 of the JSON report of the same run (--format json)
html-signed-by = Auditor
html-signed-on = Date
html-signed = Signature
