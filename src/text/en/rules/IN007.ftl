message = { $count ->
    [one] 1 byte follows
   *[other] { $count } bytes follow
  } the certificate in `{ $file }`
label-here = this certificate
help = Export the certificate again: the trailing bytes are not checked, and other programs may refuse the file. If it should contain several certificates: use PEM.
