message = External Outlook is sent to `{ $server }`, but ExternalHostname of Outlook Anywhere is { $hosts }
label-here = the Server in the Autodiscover response
label-also = and here
label-external = the ExternalHostname
effect = The response is older, from another server, or changed by a load balancer: a fix on these servers may not reach clients.
help = Save the response again (Test E-mail AutoConfiguration in Outlook, XML tab). If it still differs: compare Get-OutlookAnywhere on the server behind `autodiscover.`.
