message = No CertPrincipalName is set: Outlook requires `{ $principal }` by default, and `{ $certificate }` matches
clients = Outlook Anywhere clients (RPC over HTTP)
help = Nothing to do. A renewed certificate needs the name of the Server as its common name.
