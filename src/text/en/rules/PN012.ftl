message = Clients outside are told `{ $principal }`, but the EXPR provider says `{ $provider }`
label-provider = the EXPR provider says otherwise
effect = Which name counts depends on when and from which server a client asked: some users connect, others are asked for their password.
help = If the provider was changed since, save the answer again: clients ask again after the TTL, one hour by default. Else find what else fills in the name: a second forest, a server that Active Directory has not reached yet, a device that rewrites answers.
