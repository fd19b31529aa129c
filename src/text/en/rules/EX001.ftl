message = `{ $thumbprint }` (`{ $subject }`) is bound to the front end, and its file is not here
label-here = bound to IIS here
label-also = and here
help = What the record tells was judged. Key, signature and chain can't be: put the certificate's public part beside the export.
