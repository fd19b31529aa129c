message = This is error `{ $error }`, `{ $said }`: what a browser gets. The endpoint works, but nothing was asked
message-no-message = This is error `{ $error }`: what a browser gets. The endpoint works, but nothing was asked
label-here = the server understood no request
help = Save the answer that Outlook gets instead: Ctrl and a click on Outlook's icon in the notification area, "Test E-mail AutoConfiguration", tab "XML".
