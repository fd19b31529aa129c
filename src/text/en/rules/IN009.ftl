message = `{ $file }` holds a private key that is not encrypted: whoever has the file can pretend to be the server
message-empty-password = `{ $file }` holds a private key, and the empty password opens it: whoever has the file can pretend to be the server
message-password = `{ $file }` holds a password in clear
label-here = the secret is not shown
help = Take it out of the export: a certificate is all that is needed. If the file has left the server, have the certificate issued again with a new key, and the old one revoked.
help-password = Take it out of the export, and change the password if the file has left the server.
