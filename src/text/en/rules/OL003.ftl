message = { settings } requires `{ $principal }`, but does not require SSL
label-here = flag MUTUAL_AUTH set, SSL_ONLY not set
label-principal = required name
effect = The name is not checked, or the connection fails: without SSL there is no certificate to compare.
help = Set the SSL flag too (0x2; RPCoverHTTPflags=0x2f includes both).
