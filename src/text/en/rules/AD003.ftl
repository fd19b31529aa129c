message = Autodiscover returned error `{ $error }`: `{ $said }`
message-no-code = Autodiscover returned an error without code: `{ $said }`
message-no-message = Autodiscover returned error `{ $error }` without a message
message-bare = Autodiscover returned an error without code and message
label-here = { $meaning ->
    [not-found] the e-mail address was not found
    [no-options] address known, but no settings for it
    [no-provider] no settings of the requested kind
    [misconfigured] address known, but the server is misconfigured
    [internal] internal server error
   *[unknown] not defined in [MS-OXDSCLI]
  }
label-said = message of the server
effect = Outlook gets no settings for this mailbox from this server.
help = Ask again with the primary SMTP address of an existing mailbox, and save that response. If the error stays: see the server's event log and its Autodiscover log (Logging\Autodiscover).
