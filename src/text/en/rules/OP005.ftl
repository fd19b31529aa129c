message = The CertPrincipalName of { $provider } is cut in this export: `{ $value }` and more
label-here = cut by the width of the table
help = Export it as a list: tables are cut to the width of the window.
