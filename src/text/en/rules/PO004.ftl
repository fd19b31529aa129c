message-used = `{ $path }`, inside what is checked, changed the evaluation: { $settings }
message-ignored = `{ $path }`, inside what is checked, was ignored: { $settings }
label-here = this setting
help-used = If you do not trust whoever made the export: run with --isolated, or with --config and your own file.
help-ignored = If you trust whoever made the export: run with --trust-config. Otherwise it may only name and split deployments.
