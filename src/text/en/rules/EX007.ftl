message = `{ $anywhere }` makes clients outside, at `{ $host }`, authenticate by Basic
message-no-host = `{ $anywhere }` makes clients outside authenticate by Basic
label-here = Basic for clients outside
effect = Outlook sends the password itself, keeps asking for it, and can't use what the computer is logged on with.
help = Use Negotiate. If a proxy in front logs users on by Basic on purpose, ignore this.
