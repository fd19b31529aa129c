message = { settings } uses Basic authentication
label-here = 1: Basic
effect = None. Outlook sends the password with every connection, and whatever ends TLS (a proxy, a forged server) can read it.
help = If no reverse proxy signs in before Exchange: use what Autodiscover gives as AuthPackage (RPCProxyAuthScheme=2 for NTLM in a .prf file).
