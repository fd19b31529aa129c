message = The root `{ $root }` is none of the { $anchors } trust anchors, and { $count ->
    [one] `{ $certificate }` depends on it
   *[other] { $count } certificates depend on it, `{ $certificate }` first
  }
label-here = not among the trust anchors
label-ends-here = its chain ends in that root
effect = Clients that trust nothing else than these anchors refuse the certificates: "The security certificate was issued by a company you have not chosen to trust".
help = If the root is your own, add it to the trust anchors and see that every client has it (group policy, mobile device management). Else have the certificates issued by an authority that the anchors know.
