message = { settings } ignores warnings about the certificate of the proxy server
label-here = flag IGNORE_SEC_WARNING (0x10) set
effect = None. Outlook connects although Windows warns, so nobody notices a forged server.
help = Clear the flag 0x10, and fix what it hides: the name, validity or issuer of the certificate.
