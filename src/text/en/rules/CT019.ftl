message = { $count ->
    [one] `{ $certificate }` has a malformed wildcard: { $names }
   *[other] `{ $certificate }` has { $count } malformed wildcards: { $names }
  }
label-here = `*` must be the whole first label, followed by a domain
effect = Clients ignore such a name, or disagree about the hosts that it covers.
help = Reissue it with the hosts themselves, or with `*.` and their domain. A request offered here leaves out the malformed names.
