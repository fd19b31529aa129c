message = The EXPR provider has the flags `{ $flags }`: ServerExclusiveConnect makes Outlook Anywhere the way for all
label-here = None is the default, and what Microsoft recommends
clients = Every Outlook that gets this answer, inside too.
effect = Outlook uses the settings of EXPR first, or alone, also where a direct connection would do: everyone then depends on Outlook Anywhere and on its certificate.
help = If nobody chose it on purpose, clear the flags.
