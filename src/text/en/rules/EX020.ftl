message = `{ $anywhere }` has SSLOffloading `True`, but Extended Protection of `{ $directory }` is `{ $mode }`
label-here = TLS is expected to end at a device in front
label-protection = Extended Protection of `{ $protected }`
effect = Users are asked for their password again and again: Extended Protection requires that the client's TLS connection ends at the server.
help-any-version = Disable SSLOffloading and let the device in front encrypt again with the same certificate, or disable Extended Protection. Exchange 2010 knows only -SSLOffloading $false.
help = Disable SSLOffloading and let the device in front encrypt again with the same certificate, or disable Extended Protection.
