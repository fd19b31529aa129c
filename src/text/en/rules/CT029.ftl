message = { $count ->
    [one] A name of `{ $certificate }`, { $names }, is shown as { $shown } and can be taken for another
   *[other] { $count } names of `{ $certificate }`, { $names }, are shown as { $shown } and can be taken for others
  }
label-here = { $why ->
    [mixed] a label with letters of several scripts
   *[alike] a label whose letters all look like Latin ones
  }
effect = Users who read the name see another one. Browsers show it as `xn--…`.
help = Make sure that the name is yours and was meant so. Have the certificate issued again without it where it was not.
help-alike = Make sure that the name is yours and was meant so: it may be a word of its script. Have the certificate issued again without it where it was not.
