message = This Exchange answer offers { $offered }, but neither `EXPR`, `EXHTTP` nor `mapiHttp`
label-here = Exchange answered with this
clients = Every Outlook outside the company's network, and every Outlook at all with Exchange 2013 and later.
effect = Outlook is told no way to the mailbox over HTTPS; the Remote Connectivity Analyzer reports a missing EXPR element and stops.
help = See that Outlook Anywhere has an external host name (Get-OutlookAnywhere | Format-List Server,ExternalHostname) and that the EXPR provider exists (Get-OutlookProvider); or turn MAPI over HTTP on (Get-OrganizationConfig | Format-List MapiHttpEnabled).
