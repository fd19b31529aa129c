message = The allowance for { $rule } (`{ $what }`) accepts nothing: no finding of that rule fits it
label-here = this rule
help = What it accepted ("{ $reason }") is mended or is called otherwise now: take it out, or mend its path or subject. One for a deployment that is not always checked gets the name of that deployment: deployment = "…".
