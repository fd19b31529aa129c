message = RootCAType of the hybrid's certificate `{ $certificate }` is Registry, not ThirdParty
label-here = the root is in the registry only
label-asked = the certificate that mail is sent with
effect = Mail between here and Exchange Online can stop: Exchange Online takes a certificate of a public authority, and this server does not know its root as one.
help = If a public authority issued it: let Windows update its list of roots (or install the current list by hand), remove the copy of the root that somebody installed, and run the Hybrid Configuration Wizard again. Else have a public authority issue one.
