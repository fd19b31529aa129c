message = `{ $principal }` is a name without `msstd:` before it, so it is no principal
effect = Windows calls the name malformed: Outlook can't connect, asks for the password again and again, and new profiles fail.
help = Write `msstd:{ $clean }`.
