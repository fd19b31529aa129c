message = `{ $protocol }` has the Server `{ $server }`, which is { $why ->
    [url] a URL
    [port] a host and a port
    [ip-address] an IP address
    [email-address] an e-mail address
    [list] a list
    [trailing-dot] a host name with a trailing dot
   *[forbidden] not a valid host name
  }
message-empty = The Server of `{ $protocol }` is empty
message-missing = `{ $protocol }` has no Server
label-here = must be a host name
clients = Outlook Anywhere clients (RPC over HTTP)
effect = Outlook does not find the server, or connects to a name that no certificate lists.
help = Correct ExternalHostname and InternalHostname of Outlook Anywhere (Get-OutlookAnywhere | Format-List Server,*Hostname). If the EXPR provider has a Server: clear it.
