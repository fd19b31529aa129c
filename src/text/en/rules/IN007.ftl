message = { $count ->
    [one] One byte follows
   *[other] { $count } bytes follow
  } the certificate in `{ $file }`
label-here = this certificate
help = Export the certificate again: what follows it is not checked, and other programs may refuse the file. Several certificates in one file belong into PEM, each with its own borders.
