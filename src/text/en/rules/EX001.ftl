message = `{ $thumbprint }` (`{ $subject }`) is bound to IIS, but the certificate itself was not exported
message-without-thumbprint = The certificate for `{ $name }` is bound to IIS, but no file can be matched to it without its Thumbprint
message-without-subject = `{ $thumbprint }` is bound to IIS, but the certificate itself was not exported
label-here = bound to IIS here
label-also = and here
help-without-thumbprint = To have its key, signature and chain checked too: export the whole list (Format-List *), and add the certificate (.cer) to the export.
help = To have its key, signature and chain checked too: add the certificate (.cer) to the export.
