message = The CA certificate `{ $certificate }` expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-not-yet = The CA certificate `{ $certificate }` is not valid before { $not_before }, in { $days ->
    [one] one day
   *[other] { $days } days
  }; { $count ->
    [0] it issued others
    [one] `{ $first }` depends on it
   *[other] { $count } valid certificates depend on it
  }
message-anchor = The chain of `{ $certificate }` ends in the trust anchor `{ $anchor }`, which expired on { $not_after }
message-anchor-not-yet = The chain of `{ $certificate }` ends in the trust anchor `{ $anchor }`, not valid before { $not_before }
label-anchor = its chain ends in that trust anchor
label-here = its validity
label-issued = its chain leads through it
effect = Clients refuse the server's certificate, although it is valid itself.
help = Get the authority's current certificate of the same name, install it on every server (store "Intermediate Certification Authorities"), and remove this one.
help-anchor = If clients have a current root of the same authority: give that with --trust-anchors. Otherwise have the certificate issued under another root.
