message = Autodiscover gives external clients `{ $principal }`, but the EXPR provider has `{ $provider }`
label-provider = EXPR provider: another name
effect = Some users connect and others get password prompts, by when and where Outlook asked.
help = If the provider was changed recently: save the response again after the TTL (1 hour by default). Otherwise find what else sets it: another forest, replication, a device that rewrites responses.
