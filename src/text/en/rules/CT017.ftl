message = `{ $certificate }`, issued to `{ $issued_to }`, is self-signed
label-here = the issuer is the subject itself
effect = A warning that the certificate is not trusted, and no Outlook Anywhere, unless it is installed on each client. The Remote Connectivity Analyzer's test needs one that is publicly trusted.
help = Have it issued by an authority that the clients trust. If all clients have it installed, allow this finding with that reason.
