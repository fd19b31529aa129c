message = { $element } is `{ $url }`: what Outlook sends to `{ $host }` is not encrypted
label-here = not https
effect = Sign-in data and mail data go readable over the wire; Exchange itself asks for SSL on these virtual directories, so that the feature often just fails.
help = Set the URL to https, with a host that the certificate covers: Set-WebServicesVirtualDirectory (EwsUrl, ASUrl, OOFUrl), Set-OabVirtualDirectory (OABUrl), Set-EcpVirtualDirectory (EcpUrl), Set-OwaVirtualDirectory (OWAUrl), each with -InternalUrl and -ExternalUrl.
