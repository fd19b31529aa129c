message = The allowance for { $rule } ended on { $until }; what it accepted counts again ({ $count ->
    [one] one finding
   *[other] { $count } findings
  })
message-needless = The allowance for { $rule } ended on { $until }, and there is nothing left that it would accept
label-here = the last day on which it held
help = It was accepted because of "{ $reason }". Mend what it speaks of, or decide anew and write the new day.
help-needless = What it accepted is gone: take it out of the configuration.
