message = The Analyzer reports it too: { check } (see { $rule })
message-same = The Analyzer reports: { check }; no certificate here lists it either
message-unknown = The Analyzer reports: { check }; the files here do not decide it
message-not-reproduced = The Analyzer reports: { check }; the files here do not show it
message-not-sent = The Analyzer reports that the server does not send its intermediate certificates
message-not-sent-by = The Analyzer reports that `{ $host }` does not send its intermediate certificates
check = { $check ->
    [mutual-authentication] the certificate does not match `{ $principal }`
    [name] the certificate does not list `{ $host }`
    [trust] the certificate of `{ $host }` is not trusted
    [intermediates] intermediate certificates of `{ $host }` are missing
    [date] the certificate of `{ $host }` is expired or not yet valid
   *[certificate] the certificate of `{ $host }` has a problem
  }
label-here = reported by the Analyzer
label-ours = the same problem here
help = Fix { $rule }, then test again.
help-same = If clients connect to this host: have the name added to the certificate.
help-unknown = Export the certificate that the server presents (.cer), and the output of Get-ExchangeCertificate.
help-not-reproduced = Test again: it may be fixed since the report was saved. If it still fails: the server presents another certificate than the exported one (load balancer), or a name was mistyped.
help-not-sent = On the server or load balancer that presents the certificate: import the CA's intermediate certificates into the computer's "Intermediate Certification Authorities", restart IIS, and test again.
