message = { $count ->
    [one] A wildcard of `{ $certificate }` covers every domain of a public suffix: { $names }
   *[other] { $count } wildcards of `{ $certificate }` cover every domain of a public suffix: { $names }
  }
label-here = anyone can register domains below this
effect = Browsers and most other clients accept the name for no host.
help = Reissue it with a wildcard of your own domain. A request offered here leaves out this one.
