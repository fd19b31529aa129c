message = `{ $principal }` has its prefix in upper case; Microsoft writes `msstd:`
help = Nothing fails that is known. To be safe, write it as Microsoft does: `msstd:{ $clean }`.
