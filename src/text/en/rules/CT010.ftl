message = The common name of `{ $certificate }`, `{ $common_name }`, is not among its { $count ->
    [0] DNS names: its subjectAltName lists none
    [one] DNS names: its subjectAltName lists one other
   *[other] { $count } DNS names
  }
message-wildcard = The common name of `{ $certificate }`, `{ $common_name }`, is among its DNS names only through the wildcard `{ $wildcard }`
label-here = the common name
label-names = not listed here
effect = For `{ $common_name }`, browsers, mobile devices and current mail servers refuse the certificate, since they read the subjectAltName alone. Outlook on Windows may accept it.
help = Have it issued again with the common name in the subjectAltName too.
