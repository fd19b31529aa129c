message = { $count ->
    [one] The subjectAltName of `{ $certificate }` has a DNS name twice: { $names }
   *[other] The subjectAltName of `{ $certificate }` has { $count } DNS names more than once: { $names }
  }
label-here = listed before
help = Leave the repetition out of the next request. Until then it does no harm.
