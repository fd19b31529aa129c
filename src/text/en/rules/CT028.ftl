message = { $count ->
    [one] The subjectAltName of `{ $certificate }` lists a DNS name twice: { $names }
   *[other] The subjectAltName of `{ $certificate }` lists { $count } DNS names more than once: { $names }
  }
label-here = listed before
help = Leave the repetition out of the next request. Until then it does no harm.
