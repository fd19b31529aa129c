message = The allowance for { $rule } ended on { $until }: { $count ->
    [one] 1 finding counts
   *[other] { $count } findings count
  } again
message-needless = The allowance for { $rule } ended on { $until } and matches no finding
label-here = last day of the allowance
help = Fix the findings, or decide again and set a new day. The reason was "{ $reason }".
help-needless = Remove it from the configuration.
