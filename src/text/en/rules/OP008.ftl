message = The EXPR provider has the flags `{ $flags }`: all clients prefer Outlook Anywhere
label-here = default and recommended: None
clients = All Outlook clients, internal ones too
effect = Outlook uses EXPR first or alone, even where a direct connection works: everyone depends on its certificate.
help = If nobody chose it on purpose: clear the flags.
