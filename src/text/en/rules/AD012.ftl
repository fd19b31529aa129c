message = `{ $protocol }` for clients outside asks for `{ $package }` authentication at `{ $server }`
message-no-server = `{ $protocol }` for clients outside asks for `{ $package }` authentication
label-here = the password itself is sent
effect = Outlook sends the password of the user with every connection; whoever ends TLS (a proxy, a false server) has it.
help = Let clients outside negotiate (Kerberos, else NTLM). A reverse proxy that signs in before Exchange may depend on Basic: look there first.
