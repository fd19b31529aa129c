message = `{ $file }` is what a client asks (`Request`), not what the server answers
message-client-config = `{ $file }` is a `clientConfig` for Thunderbird, not an answer for Outlook
message-mobile = `{ $file }` is an answer for phones (`mobilesync`), not for Outlook
message-no-response = `{ $file }` has an `Autodiscover` element without a `Response`
message-log = `{ $file }` is the log of Outlook's test: it lists where Outlook asked, not what the server answered
label-here = here it begins
help = Save the answer that Outlook gets: Ctrl and a click on Outlook's icon in the notification area, "Test E-mail AutoConfiguration", tab "XML". There is no principal in this file.
