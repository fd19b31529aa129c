message = `{ $principal }` is in the `fullsic:` form, which cannot be compared here
clients = Outlook Anywhere clients (RPC over HTTP)
help = If nobody chose it on purpose: require the certificate's common name in the `msstd:` form, as Exchange documents it.
