message = The server answered with error `{ $error }`: `{ $said }`
message-no-code = The server answered with an error without code: `{ $said }`
message-no-message = The server answered with error `{ $error }`, without a message
message-bare = The server answered with an error that has neither code nor message
label-here = { $meaning ->
    [not-found] the server does not know the e-mail address
    [no-options] the server knows the address, but has no settings for it
    [no-provider] the server has no settings of the kind that was asked for
    [misconfigured] the server knows the address, but its own configuration is wrong
    [internal] an internal error of the server
   *[unknown] [MS-OXDSCLI] does not define this error
  }
label-said = what the server says of it
effect = Outlook gets no settings for this mailbox from this server.
help = Ask again with the primary SMTP address of a mailbox that exists (Outlook's "Test E-mail AutoConfiguration") and save that answer. If the error stays, look it up in the event log of the server that answered and in its Autodiscover log (Logging\Autodiscover).
