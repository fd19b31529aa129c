message = Windows makes `msstd:{ $email }` of the certificate `{ $certificate }`, because its subject has an e-mail address; Outlook requires `{ $principal }`
message-required = `{ $principal }` is the e-mail address in the subject of `{ $certificate }`: Windows makes this name of the certificate, but other checks compare host names
label-here = the e-mail address in the subject
label-required = required here
clients = Outlook Anywhere on Windows, which has Windows make the name. The Remote Connectivity Analyzer compares the common name.
help = Have the certificate reissued without an e-mail address in its subject. Until then the result depends on the client.
help-required = Have the certificate reissued without an e-mail address in its subject, and require its common name. Until then the result depends on the client.
