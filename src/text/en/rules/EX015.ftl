message = `{ $server }` runs Exchange 2010 ({ $version }) in a hybrid deployment
label-here = Exchange 2010
label-also = `{ $further }` too
label-hybrid = the hybrid configuration
effect = The Hybrid Configuration Wizard of Exchange 2010 is not supported: it can't update certificates and names in Exchange Online.
help = Use the Hybrid Configuration Wizard that Microsoft 365 offers for download, and move hybrid to a supported version.
