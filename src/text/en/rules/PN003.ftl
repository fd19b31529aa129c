message = { requires }, but { server-certificate } has only the wildcard `{ $wildcard }` for it
message-reported = { requires }, but the certificate that the Analyzer saw is issued to the wildcard `{ $wildcard }`
clients = Windows XP and the Analyzer; Outlook on Windows 7 may connect
effect = Repeated password prompts; for the Analyzer, { $wildcard } "doesn't validate against the mutual authentication string".
help = If the certificate is right: require the name as the certificate has it, wildcard included. Otherwise have a certificate issued to the host.
help-exch = If the certificate is right: require the name as it has it, wildcard included (on EXCH too, if internal clients of Exchange 2013 or later still fail). Otherwise have a certificate issued to the host.
help-reported = If Outlook requires this name: require the name as the certificate has it, wildcard included. If it was only typed into the Analyzer: test again with the name that Outlook requires.
