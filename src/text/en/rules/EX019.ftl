message = The Auth certificate `{ $thumbprint }` ends on { $not_after }, in { $days ->
    [one] one day
   *[other] { $days } days
  }, and no next one is staged
label-here = Exchange signs its tokens with this one
label-next = no next one
label-validity = valid until here
effect = On that day OWA and the Exchange admin center fail, and so do hybrid free/busy, archives in the cloud, Teams and Skype for Business.
help-other = Stage `{ $next }`, which is there and valid, at least 48 hours ahead. In a hybrid deployment, then run the Hybrid Configuration Wizard or update the dedicated hybrid application.
help = Make the next one and stage it at least 48 hours ahead. In a hybrid deployment, then run the Hybrid Configuration Wizard or update the dedicated hybrid application.
