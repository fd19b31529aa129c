message = The root `{ $root }` is not among the { $anchors } trust anchors; { $count ->
    [one] `{ $certificate }` depends on it
   *[other] { $count } certificates depend on it, `{ $certificate }` first
  }
label-here = not among the trust anchors
label-ends-here = its chain ends in that root
effect = Clients that trust only these anchors warn "The security certificate was issued by a company you have not chosen to trust".
help = If the root is your own: add it to the trust anchors, and distribute it to every client. Otherwise have the certificates issued by an authority among the anchors.
