message = Outlook requires `{ $principal }`: of the certificates bound to IIS, `{ $carrier }` carries it, and `{ $other }` does not
label-lacks = `{ $candidate }` is bound too, and does not carry the name
effect = Users fail by turns: whoever meets the server with the second certificate is asked for the password again and again, the next attempt may connect.
help = Bind the certificate that carries the name on every server that clients reach (where Get-ExchangeCertificate does not list it, import it first, with its private key), or require a name that all of them carry.
