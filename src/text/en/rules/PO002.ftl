message = The allowance for { $rule } (`{ $what }`) matches no finding
label-here = this rule
help = Remove it, or correct its path or subject; the reason was "{ $reason }". If its deployment is not always checked: add deployment = "…" to it.
