message = { requires }, but Windows generates `msstd:{ $email }` from `{ $certificate }`
message-required = `{ $principal }` is the e-mail address in the subject of `{ $certificate }`
label-here = the subject has an e-mail address
label-required = compared with this certificate
clients = Outlook Anywhere on Windows; the Analyzer uses the common name
help = Have the certificate reissued without an e-mail address in its subject. Until then the result depends on the client.
help-required = Have the certificate reissued without an e-mail address in its subject, and require its common name. Until then the result depends on the client.
