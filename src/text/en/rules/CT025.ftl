message = `{ $certificate }`, issued to `{ $issued_to }`, has { $extensions } more than once
label-here = { $count ->
    [one] one of them
   *[other] { $count } of them
  } repeatedly
effect = Some clients refuse the certificate as damaged, others read the first one, others the last.
help = Have it issued again: an extension may be there once, with all its entries inside.
help-ca = Get the authority's certificate again; an extension may be there once. Where the authority is your own, have it issued again.
