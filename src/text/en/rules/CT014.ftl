message = `{ $certificate }`, issued to `{ $issued_to }`, is bound to IIS, but its extKeyUsage does not allow serverAuth
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, covers a client host, but its extKeyUsage does not allow serverAuth
label-here = allows only { $purposes }
effect = Outlook reports a problem with the proxy server's security certificate (wrong usage) and does not connect.
help = Reissue it from a template for web servers, which allows serverAuth, and bind the new certificate.
help-unbound = If the server presents this certificate: reissue it from a template for web servers, which allows serverAuth. Otherwise do not bind it.
