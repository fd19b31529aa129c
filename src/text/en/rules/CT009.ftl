message = `{ $certificate }`, issued to `{ $issued_to }`, has no subjectAltName
label-here = there is no subjectAltName
effect = Browsers, mobile devices and current mail servers refuse the certificate, since they read the subjectAltName alone. Outlook on Windows falls back on the common name.
help = Have it issued again with every name in the subjectAltName, the common name among them.
