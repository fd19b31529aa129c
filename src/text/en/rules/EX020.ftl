message = `{ $anywhere }` has SSLOffloading `True`, while Extended Protection of `{ $directory }` is `{ $mode }`
label-here = a device in front is expected to end TLS
label-protection = Extended Protection of `{ $protected }`
effect = Users are asked for their password again and again: Extended Protection ties the logon to the TLS connection, which ends before the server.
help-any-version = Switch SSLOffloading off and let the device in front encrypt again with the same certificate; or leave Extended Protection off. The command is for Exchange 2013 and later; Exchange 2010 knows -SSLOffloading $false alone.
help = Switch SSLOffloading off and let the device in front encrypt again with the same certificate; or leave Extended Protection off.
