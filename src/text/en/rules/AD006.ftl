message = This Exchange response offers { $offered }, but neither `EXPR`, `EXHTTP` nor `mapiHttp`
label-here = sent by Exchange
clients = External clients; with Exchange 2013 and later all clients
effect = Outlook gets no way to the mailbox over HTTPS; the Analyzer reports a missing EXPR element.
help = Check that Outlook Anywhere has an ExternalHostname (Get-OutlookAnywhere) and that EXPR exists (Get-OutlookProvider). Or turn on MAPI over HTTP (Get-OrganizationConfig, MapiHttpEnabled).
