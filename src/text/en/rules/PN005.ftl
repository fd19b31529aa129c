message = `{ $principal }` has no name after its prefix
effect = Repeated password prompts; Windows rejects the name as malformed.
help = Write the certificate's common name after `msstd:`, or clear the value: Autodiscover then gives the external host name of Outlook Anywhere.
