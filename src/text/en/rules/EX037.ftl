message = The hybrid certificate `{ $certificate }` has RootCAType Registry instead of ThirdParty
label-here = the root is in the registry only
label-asked = the certificate that hybrid mail uses
effect = Mail with Exchange Online can stop: Exchange Online requires a public authority, and this server does not recognise the root as one.
help = If a public authority issued it: let Windows update its root list, remove the manually installed root, and run the Hybrid Configuration Wizard. Otherwise have one issue it.
