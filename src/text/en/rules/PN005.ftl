message = `{ $principal }` has nothing after its prefix, so it requires no name at all
effect = Windows calls the name malformed: Outlook can't connect, asks for the password again and again, and new profiles fail.
help = Write the common name of the certificate that answers after `msstd:`, or clear the value: then Autodiscover fills in the external host name of Outlook Anywhere.
