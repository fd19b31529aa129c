message = `{ $principal }` has nothing after its prefix, so it requires no name at all
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP), and Microsoft's Remote Connectivity Analyzer. MAPI over HTTP does not read CertPrincipalName.
effect = Windows calls the name malformed: Outlook can't connect, asks for the password again and again, and new profiles fail.
help = Write the common name of the certificate that answers after `msstd:`, or clear the value: then Autodiscover fills in the external host name of Outlook Anywhere.
