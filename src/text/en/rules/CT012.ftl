message = `{ $certificate }` has { $count } common names: { $common_names }
label-here = more than one common name
effect = Outlook may connect on one version of Windows and not on another: nobody documents which of the names is compared with the principal.
help = Have it issued again with one common name, and all names in the subjectAltName.
