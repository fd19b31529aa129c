message = `{ $certificate }`, issued to `{ $issued_to }`, is not valid before { $not_before }, { $days ->
    [0] in less than a day
    [one] in one day
   *[other] in { $days } days
  }
label-here = valid from { $not_before }; evaluated as of { $at }
label-replacement = valid now, and covers all its names
effect-unneeded = None: no chain of a valid certificate in this export leads through it.
effect = Until then Outlook warns "The security certificate has expired or is not yet valid"; Outlook Anywhere does not connect.
help = Bind it once it is valid. If it should be valid already: check the clock of the issuing authority, and --at.
help-replacement = Until then, keep `{ $replacement }` bound: it is valid now and covers all its names.
