message = { $element } for `{ $host }` is not https: `{ $url }`
label-here = not https
effect = The feature fails, since Exchange requires SSL; otherwise sign-in data and mail are sent unencrypted.
help = Set InternalUrl and ExternalUrl of the virtual directory to https (Set-WebServicesVirtualDirectory for EwsUrl, ASUrl and OOFUrl, Set-OabVirtualDirectory for OABUrl and so on).
