message = This response offers `{ $protocol }` (RPC over HTTP), but not `mapiHttp`
label-here = the only way to the mailbox
clients = The client that asked; mapiHttp is offered only on request
help = Look whether it is on: Get-OrganizationConfig | Format-List MapiHttpEnabled, and for the mailboxes Get-CASMailbox | Format-Table Name,MapiHttpEnabled. MAPI over HTTP does not read CertPrincipalName.
