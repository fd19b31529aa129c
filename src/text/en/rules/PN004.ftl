message = `{ $principal }` lacks the prefix `msstd:`
effect = Repeated password prompts; Windows rejects the name as malformed.
help = Write `msstd:{ $clean }`.
