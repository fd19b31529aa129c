message = This response offers `{ $protocol }` (RPC over HTTP), but not `mapiHttp`
label-here = the only way to the mailbox
clients = The client that asked; mapiHttp is offered only on request
help = If clients are to use MAPI over HTTP: look at MapiHttpEnabled of Get-OrganizationConfig (off by default where Exchange 2013 servers are) and of Get-CASMailbox. It does not read CertPrincipalName.
