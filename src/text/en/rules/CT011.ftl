message = `{ $certificate }`, a server certificate for `{ $issued_to }`, has no common name
label-here = there is no common name
clients = Outlook Anywhere on Windows before Vista SP1 and the Remote Connectivity Analyzer
effect = Where only the common name is compared with the principal, Outlook asks for the password again and again.
help = Reissue it with the name that clients connect to as its common name.
