message = { settings } requires mutual authentication, but names no principal
label-here = flag MUTUAL_AUTH set, no principal name
effect = The box "Only connect to proxy servers that have this principal name in their certificate" is empty.
help = Set the principal that Autodiscover gives (RPCProxyPrincipalName in a .prf file), or let Outlook create the profile again.
