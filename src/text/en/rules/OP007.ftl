message = `{ $provider }` is not a provider that Outlook knows (EXCH, EXPR, WEB)
label-here = not EXCH, EXPR or WEB
help = If it should be one of these: create that one. Otherwise leave it, or remove it (Remove-OutlookProvider).
