message = `{ $certificate }`, issued to `{ $issued_to }`, expires { $days ->
    [0] in less than a day
    [one] in one day
   *[other] in { $days } days
  }, on { $not_after }
label-here = valid until { $not_after }
label-replacement = covers all its names and is valid for longer
help = Renew it in time: send the request to the certification authority, import the issued certificate and bind it.
help-replacement = Bind `{ $replacement }`, which covers all its names and is valid for longer.
