message = The prefix of `{ $principal }` is not in lower case
help = Write `msstd:{ $clean }`, as Microsoft does. No client is known to fail.
