message = Clients outside are sent to `{ $host }` ({ $element }), which is an internal name
label-here = for clients outside
effect = Clients outside can't resolve the name, and no public authority issues a certificate for it; what stands behind this URL does not work there.
help = Set the ExternalUrl of that virtual directory to a name that the internet knows and the certificate covers; where no client outside needs it, leave the ExternalUrl empty.
