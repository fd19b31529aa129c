message = `{ $certificate }`, which issues for others, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-not-yet = `{ $certificate }`, which issues for others, is not valid before { $not_before }, in { $days ->
    [one] one day
   *[other] { $days } days
  }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it, `{ $first }` first
  }
message-anchor = The chain of `{ $certificate }` ends in the trust anchor `{ $anchor }`, which expired on { $not_after }
message-anchor-not-yet = The chain of `{ $certificate }` ends in the trust anchor `{ $anchor }`, which is not valid before { $not_before }
label-anchor = its chain ends in that trust anchor
label-here = its validity
label-issued = its chain leads through it
effect = Clients refuse the server's certificate although it is valid itself: one certificate of its chain is not.
help = Get the authority's current certificate of the same name, install it on every server in the place of this one (store "Intermediate Certification Authorities"), and remove this one, so that servers do not go on sending it.
help-anchor = If clients have a current root of the same authority, give that with --trust-anchors. Else have the certificate issued again under one.
