message = { requires }; of the certificates bound to IIS, `{ $carrier }` matches and `{ $other }` does not
label-lacks = `{ $candidate }` is bound to IIS and does not match
effect = Users fail by turns: password prompts where the second certificate is bound, a connection elsewhere.
help = If clients reach these servers directly: bind the certificate that matches on each of them (import it first where it is missing), or require a name that all of them contain.
