message = { $count ->
    [one] A name of `{ $certificate }`, { $names }, is displayed as { $shown }, which looks like another name
   *[other] { $count } names of `{ $certificate }`, { $names }, are displayed as { $shown }, which look like other names
  }
label-here = { $why ->
    [mixed] a label with letters of several scripts
   *[alike] a label whose letters all look like Latin ones
  }
effect = Users read another name than the one listed. Browsers display `xn--…`.
help = If the name is not yours or not intended: reissue the certificate without it.
help-alike = If the name is not yours or not a word of its script: reissue the certificate without it.
