message-used = `{ $path }` lies inside what is checked and changed the judgement: { $settings }
message-ignored = `{ $path }` lies inside what is checked; its settings were ignored: { $settings }
label-here = this setting
help-used = Whoever made the export may have written it. Run with --isolated, or with --config and a file of your own, to judge without it.
help-ignored = A configuration found inside an export may only name and split deployments. To use it as it is, run with --trust-config.
