message = { $rule } of the baseline is fixed in `{ $path }` (`{ $subject }`)
message-unread = { $rule } of the baseline could not be compared: `{ $path }` was not read this time (`{ $subject }`)
label-here = entry of the baseline
help = Write the baseline again (msstd baseline), so that the finding counts if it comes back.
help-unread = Export that file again and check it too. If it is gone for good: write the baseline again (msstd baseline).
