message = This response redirects Outlook to `{ $url }`, which is not https
label-here = must be https
effect = Outlook does not follow it: anyone on the way could redirect it and get the password.
help = Correct the URL where the redirection is configured, and check that the certificate there covers its host.
