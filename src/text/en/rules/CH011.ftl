message = The revocation list `{ $list }` is overdue since { $next_update }; the revocation state of { $count ->
    [one] `{ $issued_to }` is not determined
   *[other] { $count } certificates is not determined
  }
label-here = the next list is not here
label-certificate = its revocation list is too old
help = Get the new list from `{ $issuer }` and check again. If that is a Windows certification authority, certutil -CRL creates one.
help-address = Get the new list from { $address } and check again.
