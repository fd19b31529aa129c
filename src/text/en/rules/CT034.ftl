message = { $count ->
    [one] The country in the subject of `{ $certificate }`, { $countries }, is no code of ISO 3166-1
   *[other] Countries in the subject of `{ $certificate }`, { $countries }, are no codes of ISO 3166-1
  }
message-lower-case = The country in the subject of `{ $certificate }`, { $countries }, is not in capitals
label-here = two capitals of ISO 3166-1 are due
help = Have it issued again with the country's code: `GB`, not `UK`; `DE`, not `Germany`.
help-ca = Where the authority is your own, give the country's code when you next renew it: `GB`, not `UK`; `DE`, not `Germany`. A changed subject is another authority: what it issued before does not chain to it.
