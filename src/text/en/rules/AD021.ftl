message = This answer redirects Outlook to `{ $url }`, which is not https
label-here = https is due
effect = Outlook does not follow: whoever is on the way could send it anywhere, and would be sent the password.
help = Correct the URL where the redirection is made, and see that the certificate there covers its host.
