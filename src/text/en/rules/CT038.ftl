message = `{ $certificate }`, issued to `{ $issued_to }`, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }, and nothing here binds it to a service
message-ca = `{ $certificate }`, issued to `{ $issued_to }`, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }; a valid certificate of the same authority and key is here
label-here = valid until { $not_after }
label-unbound = bound to no service
help = Remove it: administrators pick it by mistake, and reports list it for ever.
help-file = Nothing here binds it to a service. If it lies in a server's store, remove it there (Remove-ExchangeCertificate); else leave it out of the export.
help-ca = If servers have it in the store "Intermediate Certification Authorities", remove it there, so that they do not send it.
