message = This answer offers `{ $protocol }` (RPC over HTTP), and no `mapiHttp`
label-here = the only way to the mailbox that is offered
clients = The client that asked. A server offers mapiHttp only to clients that say they can use it (X-MapiHttpCapability); this answer may come from an old client or a test tool.
help = Look whether it is on: Get-OrganizationConfig | Format-List MapiHttpEnabled, and for the mailboxes Get-CASMailbox | Format-Table Name,MapiHttpEnabled. MAPI over HTTP does not read CertPrincipalName.
