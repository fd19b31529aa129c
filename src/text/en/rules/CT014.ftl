message = `{ $certificate }`, issued to `{ $issued_to }`, is bound to IIS, but its extKeyUsage does not allow serverAuth
message-unbound = `{ $certificate }`, issued to `{ $issued_to }`, covers a host that clients connect to, but its extKeyUsage does not allow serverAuth
label-here = allows { $purposes } only
effect = Outlook says that there is a problem with the proxy server's security certificate (wrong usage), and does not connect.
help = Have it issued from a template for web servers, which allows serverAuth, and bind that one.
help-unbound = If another certificate answers for the host, this one does no harm: bind it to nothing. Else have it issued from a template for web servers, which allows serverAuth.
