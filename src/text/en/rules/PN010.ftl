message = `{ $principal }`: clients outside do not check which certificate answers
label-required = the check is off here, in { $protocol }, for clients { $vantage }
label-required-by-provider = the check is off here, in the { $protocol } provider
label-required-by-option = the check would be off with this --principal
clients = Every Outlook that connects by Outlook Anywhere from outside.
effect = Outlook clears "Only connect to proxy servers that have this principal name in their certificate" and takes any server whose certificate Windows trusts. On computers with a low lmcompatibilitylevel, single sign-on by NTLM may stop.
help = If it was set to silence a mismatch, require the name that the certificate has instead. Inside, with SSL off, `none` is what Exchange itself answers, and no finding.
