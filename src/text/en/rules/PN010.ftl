message = `{ $principal }` turns off the certificate name check for external clients
label-required = check off here ({ $protocol }, { side })
label-required-by-provider = check off here ({ $protocol } provider)
label-required-by-option = check off by this option
clients = External Outlook Anywhere clients
effect = None. Outlook accepts any server whose certificate Windows trusts; with a low lmcompatibilitylevel, NTLM single sign-on may stop.
help = If it was set to hide a mismatch: require the certificate's common name instead.
