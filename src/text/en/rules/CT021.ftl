message = { $count ->
    [one] A DNS name of `{ $certificate }` is malformed: { $names }
   *[other] { $count } DNS names of `{ $certificate }` are malformed: { $names }
  }
label-here = { $why ->
    [control] a control character
    [not-ascii] not ASCII: international names use A-labels (`xn--…`)
    [space] a space
    [underscore] an underscore
    [trailing-dot] a dot at the end
    [empty-label] an empty label
    [label-long] a label of more than 63 characters
    [name-long] more than 253 characters
    [hyphen] a label that begins or ends with a hyphen
    [a-label] an `xn--` label that is not valid
   *[character] a character that is not allowed in host names
  }
effect = Clients ignore such a name; some refuse the whole certificate.
help = Reissue it with the correct host name; a request offered here leaves out the malformed names. If the host itself has this name: rename it.
