message = The common name of `{ $certificate }`, `{ $common_name }`, is not among its { $count ->
    [0] DNS names: its subjectAltName lists none
    [one] DNS names: its subjectAltName lists one other
   *[other] { $count } DNS names
  }
message-wildcard = The common name of `{ $certificate }`, `{ $common_name }`, is covered only by the wildcard `{ $wildcard }`
label-here = the common name
label-names = not listed here
effect = Browsers, mobile devices and current mail servers refuse it for `{ $common_name }`, since they read only the subjectAltName. Outlook on Windows may accept it.
help = Reissue it with the common name in the subjectAltName too.
