message = `{ $principal }` has its prefix in upper case; Microsoft writes `msstd:`
label-required = required here by { $protocol }, for clients { $vantage }
label-required-by-provider = required here by the { $protocol } provider
label-required-by-option = compared with the principal given by --principal
help = Nothing fails that is known. To be safe, write it as Microsoft does: `msstd:{ $clean }`.
