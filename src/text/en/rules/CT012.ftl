message = `{ $certificate }` has { $count } common names: { $common_names }
label-here = more than one common name
effect = Outlook may connect on one version of Windows and not on another: it is not documented which of the names is compared with the principal.
help = Reissue it with one common name, and all names in the subjectAltName.
