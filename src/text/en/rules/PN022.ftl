message = { requires }; of the certificates bound to IIS, `{ $carrier }` matches and `{ $other }` does not
label-lacks = `{ $candidate }` is bound to IIS and does not match
effect = Users fail by turns: password prompts on a server with the second certificate, a connection on the others.
help = Bind the certificate that matches on every server that clients reach (import it first where it is missing), or require a name that all of them contain.
