message = `{ $certificate }`, issued to `{ $issued_to }`, has { $extensions } more than once
label-here = { $count ->
    [one] one of them
   *[other] { $count } of them
  } repeatedly
effect = Some clients refuse it as corrupt; others read only the first extension, or only the last.
help = Reissue it with each extension once, with all entries in it.
help-ca = Get the authority's certificate again. If the authority is your own: reissue its certificate with each extension once.
