message = External clients are sent to the internal name `{ $host }` ({ $element })
label-here = for external clients
effect = External clients cannot resolve the name: the feature behind this URL fails for them.
help = Set the ExternalUrl of that virtual directory to a public name that the certificate covers. If no external client needs it: leave the ExternalUrl empty.
