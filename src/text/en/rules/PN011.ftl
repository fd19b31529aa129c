message = Nothing says which name to require, so Outlook requires `{ $principal }`, and the certificate `{ $certificate }` carries it
clients = Every Outlook that connects by Outlook Anywhere.
help = Nothing to do. Whoever renews the certificate should know that the Server is the name that counts.
