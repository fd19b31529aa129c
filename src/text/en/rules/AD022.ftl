message = `{ $file }` is a client's request (`Request`), not a response
message-client-config = `{ $file }` is a `clientConfig` for Thunderbird, not a response for Outlook
message-mobile = `{ $file }` is a response for phones (`mobilesync`), not for Outlook
message-no-response = `{ $file }` has an `Autodiscover` element without a `Response`
message-log = `{ $file }` is the log of Outlook's test, not a response
label-here = starts here
help = Save the response that Outlook gets: { outlooks-test }.
