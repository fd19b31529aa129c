message = { $answers } Autodiscover responses for `{ $host }` require different names: { $required }
label-other = `{ $other }` here
label-other-by-default = `{ $other }` by default, from this Server
effect = Some users connect and others get password prompts, if the certificate contains only one of the names.
help = Find the outdated response (a cached file, a server behind in replication), save it again, and check again.
