message = The Analyzer says it too: { check } (see { $rule })
message-same = The Analyzer says it too: { check }; no certificate here has the name either
message-unknown = The Analyzer says: { check }; the files here cannot tell
message-not-reproduced = The Analyzer says: { check }; the files here do not show it
message-not-sent = The Analyzer says that the server does not send the intermediate certificates that its certificate needs
message-not-sent-by = The Analyzer says that the server at `{ $host }` does not send the intermediate certificates that its certificate needs
check = { $check ->
    [mutual-authentication] the certificate does not answer to `{ $principal }` as it should
    [name] the certificate does not carry `{ $host }`
    [trust] the certificate of `{ $host }` is not trusted
    [intermediates] intermediate certificates of `{ $host }` are missing
    [date] the certificate of `{ $host }` is not valid at its time
   *[certificate] something is wrong with the certificate of `{ $host }`
  }
label-here = the Analyzer's words
label-ours = what stands here
help = { $rule } tells what to do. Test again when it is done.
help-same = Nothing here names this host as one that clients connect to. If they do, have the name put on the certificate.
help-unknown = Export the certificate that answers (.cer), and what Get-ExchangeCertificate lists.
help-not-reproduced = Either it was mended since the report was saved (test again), or what the Analyzer met is not what was exported: another certificate on a load balancer, or a name that was typed wrong.
help-not-sent = On the server that presents the certificate (Exchange, or a load balancer in front of it): import the CA's intermediate certificates into the computer's Intermediate Certification Authorities store, restart IIS, and test again. To add them to the files checked here changes nothing.
