message = No password opens `{ $file }`: { $tried ->
    [0] none was given, and the empty one is wrong
    [1] the given one is wrong
   *[other] all { $tried } given ones are wrong
  }
message-unsupported = The encryption of `{ $file }` is not supported: { $algorithm }
label-here = encrypted content not checked
help = Pass the password with --password-file or MSSTD_PKCS12_PASSWORD. Better: export the certificate without its key as .cer, which needs no password.
help-unsupported = Export the certificate without its key as .cer (Export-Certificate, or certlm.msc).
