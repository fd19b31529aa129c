message = { $rule } of the baseline is mended: `{ $path }` does not have it any more (`{ $subject }`)
message-unread = Whether { $rule } of the baseline is mended can't be told: `{ $path }` was not read this time (`{ $subject }`)
label-here = known from here
help = Write the baseline again with msstd baseline, so that it counts if it comes back.
help-unread = Export that file again and check it with the others; if it is gone for good, write the baseline again.
