message = No CertPrincipalName is set: Outlook requires `{ $principal }` by default, and `{ $certificate }` matches
clients = Outlook Anywhere clients (RPC over HTTP)
help = Nothing. A renewed certificate needs the Server's name as its common name.
