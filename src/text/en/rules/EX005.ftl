message = Outlook outside is sent to `{ $server }`, but ExternalHostname of Outlook Anywhere is { $hosts }
label-here = the Server that the answer gives
label-also = and here
label-external = the ExternalHostname
effect = The answer is of another time, of another server, or a load balancer changes it: what is mended on these servers may not reach clients.
help = Save the answer again (Ctrl and right click on Outlook's tray icon, Test E-mail AutoConfiguration, XML). If it still differs, look which server answers for `autodiscover.` and compare Get-OutlookAnywhere there.
