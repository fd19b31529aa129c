message = { $reader ->
    [unknown] msstd failed to read `{ $file }`, so the file was not checked
   *[other] The reader for { $reader } failed on `{ $file }`, so the file was not checked
  }
message-deployment = msstd failed to evaluate `{ $file }`, so nothing in it was checked
message-rule = Rule { $rule } failed { $count ->
    [one] on `{ $file }`, so it did not check this
   *[other] in { $count } places, the first in `{ $file }`, so it did not check these
  }
label-here = not checked
help = Report this fault in msstd: { $reason }{ $at ->
    [unknown] {""}
   *[other] {" "}({ $at })
  }. Until it is fixed, check this file by hand; the other files were checked.
help-deployment = Report this fault in msstd: { $reason }{ $at ->
    [unknown] {""}
   *[other] {" "}({ $at })
  }. Until it is fixed, check the exports in smaller groups.
help-rule = Report this fault in msstd: { $reason }{ $at ->
    [unknown] {""}
   *[other] {" "}({ $at })
  }. Until it is fixed, check this by hand; all other rules were checked.
