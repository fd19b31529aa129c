message = This answer redirects, but does not say where
message-url = This answer has no settings: it sends Outlook to `{ $target }`
message-address = This answer has no settings: it tells Outlook to ask again for `{ $target }`
label-here = the redirection
help = Save the answer to which it leads: there is nothing to judge in this one.
help-url = Save what `{ $target }` answers, and check that.
help-address = Ask Autodiscover for `{ $target }`, save that answer, and check it.
