message = `{ $file }` contains a private key that is not encrypted
message-empty-password = `{ $file }` contains a private key that the empty password opens
message-password = `{ $file }` contains a password in clear text
label-here = secret, not shown
help = Remove the key from the export: the certificate alone is enough. If the file left the server: have the certificate reissued with a new key, and the old one revoked.
help-password = Remove it from the export. If the file left the server: change the password.
