message = This response redirects without a target
message-url = This response only redirects to `{ $target }`
message-address = This response only redirects to the address `{ $target }`
label-here = redirection
help = Save the response that it leads to: this one has no settings.
help-url = Save the response of `{ $target }`, and check that.
help-address = Ask Autodiscover for `{ $target }`, save that response, and check it.
