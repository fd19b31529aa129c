message = `{ $certificate }`, issued to `{ $issued_to }`, has no subjectAltName
label-here = there is no subjectAltName
effect = Browsers, mobile devices and current mail servers refuse it, since they read only the subjectAltName. Outlook on Windows falls back to the common name.
help = Reissue it with every name in the subjectAltName, the common name included.
