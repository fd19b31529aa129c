message = No password opens `{ $file }`: { $tried ->
    [0] none was given, and the empty one does not fit
    [1] neither the one that was given nor the empty one fits
   *[other] none of the { $tried } that were given fits, nor does the empty one
  }
message-unsupported = `{ $file }` is encrypted in a way that is not read: { $algorithm }
label-here = what is encrypted in it is not checked
effect = Its certificates are not compared with anything.
help = Put the password on a line of a file and pass it with --password-file, or set MSSTD_PKCS12_PASSWORD. Better: export the certificate itself, without its key, as .cer (Base-64 or DER); it needs no password.
help-unsupported = Export the certificate itself, without its key, as .cer (Base-64 or DER): Export-Certificate, or certlm.msc.
