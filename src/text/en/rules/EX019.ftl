message = The Auth certificate `{ $thumbprint }` ends on { $not_after }, in { $days ->
    [one] one day
   *[other] { $days } days
  }, and no next one is staged
label-here = Exchange signs its tokens with this one
label-next = no next one
label-validity = valid until here
effect = On that day OWA and the Exchange admin center fail, and so do hybrid free/busy, archives in the cloud, Teams and Skype for Business.
help-other = `{ $next }` is there already and is valid: stage it, at least two days ahead, so that all servers have it before it takes effect.
help = Make the next one and stage it, at least two days ahead, so that all servers have it before it takes effect.
