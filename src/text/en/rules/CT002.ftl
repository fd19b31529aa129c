message = `{ $certificate }`, issued to `{ $issued_to }`, is not valid before { $not_before }, { $days ->
    [0] in less than a day
    [one] in one day
   *[other] in { $days } days
  }
label-here = valid from { $not_before }; judged at { $at }
label-replacement = valid now, and covers all its names
effect-unneeded = No chain of a valid certificate here leads through it: nothing depends on it.
effect = Until then the warning "The security certificate has expired or is not yet valid"; Outlook Anywhere does not connect.
help = Bind it once it is valid. If it should be valid by now, look at the clock of the machine that issued it, and at --at.
help-replacement = Until then let `{ $replacement }` answer, which is valid now and covers all its names.
