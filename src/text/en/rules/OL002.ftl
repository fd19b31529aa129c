message = { settings } has the principal `{ $principal }`, but does not require it
label-here = not used
label-flags = flag MUTUAL_AUTH not set
effect = None. Outlook accepts any server whose certificate Windows trusts.
help = If the name should be checked: set the flag 0x4 (included in RPCoverHTTPflags=0x2f). Otherwise remove the name.
