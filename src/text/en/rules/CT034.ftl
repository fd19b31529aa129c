message = { $count ->
    [one] The country in the subject of `{ $certificate }`, { $countries }, is not a code of ISO 3166-1
   *[other] Countries in the subject of `{ $certificate }`, { $countries }, are not codes of ISO 3166-1
  }
message-lower-case = The country in the subject of `{ $certificate }`, { $countries }, is not in capitals
label-here = two capitals of ISO 3166-1 expected
help = Reissue it with the country's code: `GB`, not `UK`; `DE`, not `Germany`.
help-ca = If the authority is your own: use the code (`GB`, not `UK`) for its next certificate. Reissue what it issued: a new subject is a new authority.
