message = `{ $directory }` has a URL without TLS: { $property } is `{ $url }`
label-here = http, not https
label-also = { $also } too
effect = Clients that follow it send mail, and where they use Basic the password too, in clear text, or IIS refuses them.
help = If a certificate covers the host: set the same URL with https. A load balancer in front has to accept TLS for it too.
