message = Error `{ $error }`, `{ $said }`: the request of a browser, not of Outlook; the endpoint works
message-no-message = Error `{ $error }`: the request of a browser, not of Outlook; the endpoint works
label-here = request not understood
help = Save the response that Outlook gets: { outlooks-test }.
