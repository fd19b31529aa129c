message = `{ $principal }` is in the `fullsic:` form, which is legal but can't be compared here
clients = Outlook Anywhere gives it to Windows as it is. No document on Exchange or Outlook uses this form.
help = If nobody chose it on purpose, require the certificate's common name in the `msstd:` form.
