# Why a control has its status.
open-lines = { $count ->
    [one] 1 line contradicts it
   *[other] { $count } lines contradict it
  }
open-findings = reported by { $codes }
open-accepted = reported by { $codes } and accepted by a decision; the control stays open
not-a-finding = { $count ->
    [one] 1 line shows it, and none contradicts it
   *[other] { $count } lines show it, and none contradicts it
  }
not-applicable = for another product ({ $framework }): { $count ->
    [one] the server is of another version or role
   *[other] all { $count } servers are of another version or role
  }
absent = an export is missing
cut = { $count ->
    [one] a value is truncated
   *[other] { $count } values are truncated
  }
public-roots = this run does not trust the public roots: run it without --trust-anchors and --no-trust
named-roots = no approved authority is named: give its certificate with --trust-anchors
undecided = { $codes } could not determine everything
partial = something was left out of the exports (IN011 or IN017)
left-out = { $codes } did not run: an option leaves it out
doubt = { $count ->
    [one] 1 line contradicts the check, and the control may not mean this object
   *[other] { $count } lines contradict the check, and the control may not mean these objects
  }
no-line = no line of the exports shows it
question = { $count ->
    [one] 1 line meets it, but it asks more than the exports show
   *[other] { $count } lines meet it, but it asks more than the exports show
  }
contradiction = title and check contradict each other: { $contradiction }

# What is absent.
absent-property = { $property } of { $cmdlet }
absent-certificate = the certificate file
absent-issuer = the certificate chain

# For people.
none = No controls: no export is here that a control is about.
framework = framework
open = open
not-a-finding-status = not a finding
not-reviewed = not reviewed
not-applicable-status = not applicable
score = score
score-of = { $score } % of { $reviewed } reviewed
counts = Open: { $open }. Not a finding: { $met }. Not reviewed: { $left }. Not applicable: { $other }.
source = Source: { $source }
missing = Missing: { $exports }
asked = To be answered: { $question }
more-lines = { $count ->
    [one] and 1 more line
   *[other] and { $count } more lines
  }
html-title = Controls
html-means = What the exports decide of the controls of security frameworks. A score is over the controls that were reviewed alone.
html-control = control
html-status = status
html-line = line
html-elsewhere = Not applicable here: { $frameworks }
html-of-finding = Controls

# For other tools.
reason = { $reason }.
no-export = no export is here that a control is about
not-listed = For another product, so not listed: { $titles }
unnamed = no deployment
oscal-title = Controls as assessed by msstd
oscal-plan = There is no assessment plan in OSCAL: msstd assesses every control that exported configuration can decide.
oscal-tool = Offline linter for exported certificates and configuration of Exchange and Outlook
