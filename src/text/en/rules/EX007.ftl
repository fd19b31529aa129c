message = `{ $anywhere }` makes clients outside, at `{ $host }`, authenticate by Basic
message-no-host = `{ $anywhere }` makes clients outside authenticate by Basic
label-here = Basic for clients outside
effect = Outlook sends the password itself, keeps asking for it, and can't use what the computer is logged on with.
help-before-2013 = Use Ntlm: Exchange 2010 knows Basic and Ntlm alone. If a proxy in front logs users on by Basic on purpose, ignore this.
help = Use Negotiate. If a proxy in front logs users on by Basic on purpose, ignore this.
