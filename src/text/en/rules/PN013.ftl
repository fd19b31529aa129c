message = { $answers } answers send clients to `{ $host }`, but they do not require the same name of it: { $required }
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-default = no CertPrincipalName here: by default it is `{ $principal }`, from this Server, for clients { $vantage }
label-other = `{ $other }` here
label-other-by-default = `{ $other }` here, by default, from this Server
clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP), and Microsoft's Remote Connectivity Analyzer. MAPI over HTTP does not read CertPrincipalName.
effect = One server has one certificate: where it carries one of these names and not the other, some users connect and others are asked for their password.
help = Find out which answer is the old one (a cached file, a server that Active Directory has not reached yet) and save it again; then judge once more.
