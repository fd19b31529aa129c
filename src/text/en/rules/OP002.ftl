message = The EXPR provider has the Server `{ $server }`; it must be empty
label-here = must be empty
clients = Outlook Anywhere clients (RPC over HTTP)
effect = Password prompts; the Analyzer reports "Missing AuthPackage element".
help = Clear it: Autodiscover takes the host name and the authentication method from Outlook Anywhere.
