# The predicted responses.
heading = { $server }{ $version ->
    [none] {""}
   *[other] {" "}({ $version })
  } tells { $sides ->
    [inside] internal clients
    [outside] external clients
   *[both] clients
  } { $client ->
    [mapi-http] with MAPI over HTTP
    [ex-http] without MAPI over HTTP, with EXHTTP
   *[rpc-http] with RPC over HTTP alone
  }
unnamed = A server
assumed = assumed (default)
again = { $protocol }: as above
left-out = Left out: { $elements } ({ $reason })
nothing = Nothing to predict: neither Outlook Anywhere nor a virtual directory is exported.
to-export = Nothing to predict from: neither Outlook Anywhere nor a virtual directory is exported. Export Get-OutlookAnywhere, the virtual directories, Get-OutlookProvider, Get-OrganizationConfig and Get-ExchangeServer into one folder; msstd collector prints a script that does.

reason-mailbox = differs from mailbox to mailbox
reason-not-exported = { $about } is not exported
reason-empty = { $about } is empty
reason-not-documented = not documented
reason-version = depends on the version of the server, which is not exported
reason-too-old = not in this version
reason-mapi-http-off = MapiHttpEnabled is False

# Saved responses beside them.
compared = Saved response { $place }: { $count ->
    [0] as predicted for { $server }
    [one] 1 difference from what is predicted for { $server }
   *[other] { $count } differences from what is predicted for { $server }
  }, { $sides ->
    [inside] internal clients
    [outside] external clients
   *[both] clients
  } { $client ->
    [mapi-http] with MAPI over HTTP
    [ex-http] without MAPI over HTTP, with EXHTTP
   *[rpc-http] with RPC over HTTP alone
  }
predicted = predicted
saved = saved
protocol-missing = { $type } is predicted, and the saved response does not have it
protocol-unexpected = { $type } is in the saved response ({ $place }), and the export says that it is not offered
other-server = This value is predicted for { $server }: that server may have sent the response.
stale = The response may be older than the export, or from a server or site that is not exported; a change may not have replicated yet.
