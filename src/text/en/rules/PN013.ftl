message = { $answers } answers send clients to `{ $host }`, but they do not require the same name of it: { $required }
label-other = `{ $other }` here
label-other-by-default = `{ $other }` here, by default, from this Server
effect = One server has one certificate: where it carries one of these names and not the other, some users connect and others are asked for their password.
help = Find out which answer is the old one (a cached file, a server that Active Directory has not reached yet) and save it again; then judge once more.
