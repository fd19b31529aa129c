message = { requires }, but { server-certificate } has only the wildcard `{ $wildcard }` for it
message-reported = { requires }, but the certificate that the Analyzer saw is issued to the wildcard `{ $wildcard }`
clients = The Analyzer and Windows XP, which compare literally; Outlook on Windows 7 was seen to pass
effect = Repeated password prompts; the Analyzer reports "The certificate common name { $wildcard } doesn't validate against the mutual authentication string that was provided".
help = Require the name as the certificate has it, wildcard included, or have a certificate issued to the host.
help-reported = If Outlook requires this name: require the name as the certificate has it, wildcard included. If it was only typed into the Analyzer: test again with the name that Outlook requires.
