message = `{ $protocol }` for external clients uses `{ $package }` authentication at `{ $server }`
message-no-server = `{ $protocol }` for external clients uses `{ $package }` authentication
label-here = sends the password itself
effect = None. Outlook sends the password with every connection, and whatever ends TLS (a proxy, a forged server) can read it.
help-before-2013 = If no reverse proxy signs in before Exchange: use NTLM (Exchange 2010 knows Basic and NTLM only).
help-any-version = If no reverse proxy signs in before Exchange: let external clients negotiate. The command is for Exchange 2013 and later; for Exchange 2010 use -ClientAuthenticationMethod Ntlm.
help = If no reverse proxy signs in before Exchange: let external clients negotiate (Kerberos, else NTLM).
