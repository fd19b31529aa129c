message = `{ $thumbprint }` (`{ $subject }`) is bound to the front end, and its file is not here
message-without-thumbprint = The certificate for `{ $name }` is bound to the front end, and no file here is certainly its own: the export has no Thumbprint
message-without-subject = `{ $thumbprint }` is bound to the front end, and its file is not here
label-here = bound to IIS here
label-also = and here
help-without-thumbprint = What the record tells was judged. Export the whole list, and put the certificate's public part beside it.
help = What the record tells was judged. Key, signature and chain can't be: put the certificate's public part beside the export.
