message = `{ $file }`: { $limit ->
    [text-bytes] it is larger than the { $value } bytes that are read of a text, and was not checked
    [certificate-bytes] a certificate is larger than the { $value } bytes that are read of one, and was not checked
    [names] a certificate has more than the { $value } names that are read of one; the others are left out
    [depth] it is nested deeper than the { $value } levels that are read; what lies deeper was not checked
   *[problems] it has more than the { $value } problems that are told apart; the others are not listed
  }
message-found = `{ $file }`: { $limit ->
    [text-bytes] it has { $found } bytes; { $value } are read of a text, so it was not checked
    [certificate-bytes] a certificate has { $found } bytes; { $value } are read of one, so it was not checked
    [names] a certificate has { $found } names; { $value } are read of one, and the others are left out
    [depth] it is nested { $found } levels deep; { $value } are read, and what lies deeper was not checked
   *[problems] it has { $found } problems; { $value } are told apart, and the others are not listed
  }
label-here = the limit is reached here
help = { $limit ->
    [text-bytes] Export less into one file: one command, or one answer, a file.
    [certificate-bytes] No authority issues such a certificate: look at where it came from.
    [names] No authority issues a certificate with so many names: look at where it came from.
    [depth] No export is nested like this: look at where it came from.
    [iterations] Export the certificate itself, without its key, as .cer: it needs no password.
    [archive-entries] Unpack it, and check the folder.
    [archive-bytes] Unpack it, and check the folder.
    [archive-ratio] If you know where it came from, unpack it and check the folder.
    [archive-depth] Unpack it, and check the folder.
   *[problems] Mend those that are listed, and check again.
  }
