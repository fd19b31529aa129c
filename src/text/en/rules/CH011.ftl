message = The revocation list `{ $list }` was due for renewal on { $next_update }, so that it is not decided whether { $count ->
    [one] the certificate of `{ $issued_to }` is revoked
   *[other] { $count } certificates are revoked, `{ $issued_to }` the first of them
  }
label-here = the next one is not here
label-certificate = whose list is too old
help = Ask `{ $issuer }` for its new list, and check again with it. On a certificate authority of Windows, certutil -CRL makes one.
help-address = Fetch the new list from { $address }, and check again with it.
