message = `{ $provider }` is no provider that Outlook knows; it knows EXCH, EXPR and WEB
label-here = not EXCH, EXPR or WEB
help = If it was meant to be one of these, create that one; else leave it or remove it (Remove-OutlookProvider).
