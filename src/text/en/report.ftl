# The report for people.
nothing-found = Nothing found.
heading-read = Read
heading-compared = Compared
heading-undecided = Not decided
read = { $files ->
    [one] 1 file
   *[other] { $files } files
  }: { $kinds }; { $certificates ->
    [one] 1 certificate, { $servers } of a server
   *[other] { $certificates } certificates, { $servers } of servers
  }
no-principal = No name was compared: nothing here tells which name Outlook requires. Export Get-OutlookProvider | Format-List and save an Autodiscover answer.
by-option = --principal
and-more = and { $count } more: --format json lists them all
verdict-common-name = matches the common name
verdict-subject-alternative-name = matches the subjectAltName only
verdict-wildcard-only = covered by a wildcard only
verdict-mismatch = does not match
verdict-disabled = not used
verdict-not-ours = Microsoft's own, not judged
verdict-malformed = not a valid principal
verdict-inconclusive = not decided
medium = (another explanation is possible)
fix-run = run:
fix-or = or:
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
  }, { $inconclusive } inconclusive; beside these { $allowed } accepted and { $baselined } of the baseline; in { $files ->
    [one] 1 file
   *[other] { $files } files
  } with { $certificates ->
    [one] 1 certificate
   *[other] { $certificates } certificates
  }
redacted = Mail addresses, LegacyDNs and user names are left out of this report (--redact): [redacted-1] is the same user everywhere in one deployment.
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
answer-chain = ; chain not checked
answer-common-name = { $by ->
    [profile] An Outlook profile requires `{ $value }`
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
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, and the names of the certificate that the server presents are not known
answer-not-run = { $by ->
    [profile] An Outlook profile requires `{ $value }`
    [test] `{ $value }` was tested
   *[outlook] Outlook requires `{ $value }`
  }, which does not match, and the rule that reports this was not run
answer-accepted = Accepted, not fixed: { $message }
answer-not-ours = Outlook connects to Exchange Online; Microsoft's certificates are not checked here
answer-nothing = No file shows which name Outlook requires
answer-nothing-step = Export Get-OutlookProvider | Format-List, and save an Autodiscover response.
answer-unread = No file here is a certificate or an export that msstd reads
answer-unread-step = Export Get-OutlookProvider | Format-List, Get-ExchangeCertificate | Format-List and the certificate, into this folder.
judged = Judged at { $at } ({ $source ->
    [option] --at
    [config] configuration
   *[clock] the clock
  }) for client { $client }. No network was used.
trusted-bundled = Roots trusted: Mozilla's of { $date } (--trust-anchors names others)
trusted-anchors = Roots trusted: those of --trust-anchors, and no others
trusted-none = Trust was not judged (--trust none)
configured-by = Configuration: { $path } (SHA-256 { $sha256 })
explain = More on a finding: msstd explain CODE
lead-clients = For whom
lead-effect = What users see
lead-help = To mend it
lead-public = Why public rules hold
at = at:
help = help:
following = follows from it, or says the same elsewhere:
the-same = the same
heading-accepted = Accepted
heading-baselined = Known by the baseline
heading-by-rule = By rule
count-of-a-rule = { $level }[{ $code }] { $name }: { $all ->
    [one] one finding
   *[other] { $all } findings
  }
flood = One of each is shown above. --format short lists every one, json holds them whole, --no-fold shows each in full.
heading-more = Not shown here
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
sarif-fix = Run this in the Exchange Management Shell. The change only adds it to { $script }, for you to review; what was exported stays as it is: { $commands }

# JUnit and GitHub.
junit-configuration = configuration
junit-not-decided = Not decided: { $message }
junit-first = { $message }{ $count ->
    [0] { "" }
   *[other] { " " }(and { $count } more)
  }
junit-not-examined = Not checked{ $count ->
    [0] : nothing of this kind is here
   *[other] ; missing: { $exports }
  }
of-the-baseline = known from the baseline
github-made = How this was made
github-accepted = { $allowed } accepted and { $baselined } of the baseline are not shown here; --format json lists them all
bytes = (bytes { $start } to { $end })

# Markdown and the tables.
markdown-title = What Outlook requires and what the certificates carry, by msstd { $version }
markdown-and-more = and { $count } more, which the JSON report lists
markdown-more-of-a-rule = { $code }: { $count ->
    [one] one more finding
   *[other] { $count } more findings
  }, which the JSON report lists
markdown-accepted = Accepted, or known from the baseline
heading-configuration = The configuration
heading-made = How this report was made
state-allowed = accepted
state-baselined = of the baseline

# The script of fixes.
fixes-title = Commands that mend what msstd { $version } found. For the Exchange Management Shell.
fixes-how = Without -Apply nothing is changed: each command runs with -WhatIf and tells what it would do. With -Apply they run.
fixes-which = Only what leaves nothing to decide is run; every other command stands in a comment, with why.
fixes-undecided = { $count ->
    [0] Nothing was left undecided.
    [one] 1 thing could not be decided; the report says which and why.
   *[other] { $count } things could not be decided; the report says which and why.
  }
fixes-now = now:
fixes-nothing = Nothing here is mended by a command that leaves nothing to decide. The comments of this script, and the report, tell what was found.
fixes-stopped = The command before this one gave nothing, and the commands after it need what it gives.
fixes-not-shown = -WhatIf can not show this one, since it takes what the command before it makes:
fixes-contested = Not run: each of these settles what another finding wants settled otherwise. Decide which holds, then run that one.
fixes-another-explanation = Not run: for these there is another explanation, which the report tells. Look before you run one.
fixes-condition = Not run: each of these is right only if its condition holds. Check that before you run one.
fixes-note = Not run: nothing is wrong here that has to be mended. Run one if you want what it does.
fixes-left-undecided = Not run: what is exported does not decide whether these are needed.
fixes-unknown-form = Not run: these commands are of no form that is known here to be safe. Read them before you run one.
fixes-export = To export, so that more can be decided; these change nothing:

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
html-front-nothing-accepted = Nothing: every finding counts.
html-outside = clients outside
html-inside = clients inside
html-origin-autodiscover = Autodiscover response
html-origin-autodiscover-default = Autodiscover response (default)
html-origin-provider-default = EXPR provider (empty: default)
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
