message = `{ $protocol }` for clients outside asks for `{ $package }` authentication at `{ $server }`
message-no-server = `{ $protocol }` for clients outside asks for `{ $package }` authentication
label-here = the password itself is sent
effect = Outlook sends the password of the user with every connection; whoever ends TLS (a proxy, a false server) has it.
help-before-2013 = Let clients authenticate by NTLM: Exchange 2010 knows Basic and NTLM alone. A reverse proxy that signs in before Exchange may depend on Basic: look there first.
help-any-version = Let clients outside negotiate (Kerberos, else NTLM). A reverse proxy that signs in before Exchange may depend on Basic: look there first. The command is for Exchange 2013 and later; Exchange 2010 takes -ClientAuthenticationMethod Ntlm instead.
help = Let clients outside negotiate (Kerberos, else NTLM). A reverse proxy that signs in before Exchange may depend on Basic: look there first.
