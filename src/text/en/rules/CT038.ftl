message = `{ $certificate }`, issued to `{ $issued_to }`, is unused: it expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }
message-ca = `{ $certificate }`, issued to `{ $issued_to }`, is replaced: it expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }
label-here = valid until { $not_after }
label-unbound = bound to no service
help = Remove it, so that nobody binds it by mistake.
help-file = If it is in a server's certificate store, remove it there. Otherwise leave it out of the export.
help-ca = If servers have it in the store "Intermediate Certification Authorities", remove it there, so that they do not send it. A valid one of the same key is here.
