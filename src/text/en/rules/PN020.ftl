message = The { $provider } provider has the principal `{ $principal }`, but Outlook Anywhere reads that of EXPR
label-here = of no use for Outlook Anywhere
label-expr-agrees = the EXPR provider requires the same
label-expr-differs = the EXPR provider requires another name
clients = None that is known: Microsoft says that the parameter serves EXPR alone. One author sets EXCH to the same value on Exchange 2013 and later, which does no harm.
help = Set the name on EXPR. If it stands there already, this one may stay or be cleared.
