message = `{ $protocol }` has the Server `{ $server }`, which is { $why ->
    [url] a URL, not a host
    [port] a host with a port
    [ip-address] an IP address, not a host name
    [email-address] an address with an at sign, not a host
    [list] a list, not one host
    [trailing-dot] a host with a dot at its end
   *[forbidden] no name that DNS allows
  }
message-empty = The Server of `{ $protocol }` is empty
message-missing = `{ $protocol }` has no Server
label-here = { $why ->
    [empty] a host name is due here
   *[other] only a host name may stand here
  }
clients = Every Outlook that connects by Outlook Anywhere (RPC over HTTP).
effect = Outlook does not find the server, or connects to something that no certificate names. Without a good Server there is no default principal either.
help = Correct the host name where the answer takes it from: ExternalHostname and InternalHostname of Outlook Anywhere (Get-OutlookAnywhere | Format-List Server,*Hostname), or a Server that somebody set on the EXPR provider (Get-OutlookProvider EXPR | Format-List Server; it should be empty).
