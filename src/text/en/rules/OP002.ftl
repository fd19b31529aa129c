message = The EXPR provider has the Server `{ $server }`; it must be empty
label-here = must be empty
clients = Every Outlook that connects by Outlook Anywhere.
effect = Users are asked for their password, and the Analyzer reports "Missing AuthPackage element".
help = Clear it: Autodiscover takes the host name and the authentication method from Outlook Anywhere itself.
