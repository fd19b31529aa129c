# Under which condition a command is right.
only-if-not-connected = Only if no client connects to `{ $uncovered }` any more:
only-if-on-every-server = Only if every server that clients connect to presents this certificate:
only-if-stored = Only if the server has the certificate with its private key (Import-ExchangeCertificate):
only-if-old-clients = Only if clients before Windows Vista SP1 or the Analyzer have to accept it:
only-if-mapi-published = Only if the MAPI virtual directories have URLs and every proxy in front lets /mapi through:
only-if-no-proxy = Only if no proxy in front of Exchange signs users in by Basic:
only-if-not-on-purpose = Only if nobody set the flags on purpose:
only-if-listed = Only if the certificate contains `{ $clean }`:
only-if-default-listed = Only if the certificate contains the ExternalHostname of Outlook Anywhere:
only-if-required = Only if clients are to require `{ $principal }`:
only-if-tested-required = Only if clients are to require `{ $tested }`:
only-if-presented = Only if clients connect to a server with this certificate:
only-since-2013 = Only on Exchange 2013 and later:
only-to-be-safe = Only to write the prefix as Microsoft does:
only-until-valid = Only until the other certificate is valid:
