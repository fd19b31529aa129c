message = { $count ->
    [one] A wildcard of `{ $certificate }` stands for every domain of a public suffix: { $names }
   *[other] { $count } wildcards of `{ $certificate }` stand for every domain of a public suffix: { $names }
  }
label-here = anybody registers domains below this
effect = Browsers and most other clients do not accept the name for any host.
help = Have it issued again with a wildcard of your own domain. A command here leaves this one out.
