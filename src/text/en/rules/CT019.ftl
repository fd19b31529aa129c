message = { $count ->
    [one] `{ $certificate }` has a malformed wildcard: { $names }
   *[other] `{ $certificate }` has { $count } malformed wildcards: { $names }
  }
label-here = the `*` must be the whole first label, with a domain after it
effect = Clients treat such a name as if it were not there, or disagree about the hosts that it stands for.
help = Have it issued again with the hosts themselves, or with `*.` and their domain. A command here leaves the malformed names out.
