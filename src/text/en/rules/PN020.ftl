message = The { $provider } provider has `{ $principal }`, but Outlook Anywhere uses the EXPR provider
label-here = not used by Outlook Anywhere
label-expr-agrees = EXPR provider: the same name
label-expr-differs = EXPR provider: another name
clients = None by documentation; some set EXCH for Exchange 2013 and later
help = Set the name on EXPR. If it is there already: leave this one, or clear it.
