message = { $count ->
    [one] A DNS name of `{ $certificate }` is malformed: { $names }
   *[other] { $count } DNS names of `{ $certificate }` are malformed: { $names }
  }
label-here = { $why ->
    [control] a control character
    [not-ascii] a character outside ASCII: an international name is written in A-labels (`xn--…`)
    [space] a space
    [underscore] an underscore
    [trailing-dot] a dot at the end
    [empty-label] nothing before a dot, or between two
    [label-long] a label of more than 63 characters
    [name-long] more than 253 characters
    [hyphen] a label that begins or ends with a hyphen
    [a-label] an `xn--` label that does not decode to an international name
   *[character] a character that host names do not have
  }
effect = Clients treat such a name as if it were not there; some refuse the whole certificate.
help = Have it issued again with the host's right name; rename the host where it is the host that is called so. A command here leaves the malformed names out.
