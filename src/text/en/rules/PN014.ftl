message = `{ $tested }` was tested, but Outlook requires `{ $principal }`{ $verdict ->
    [passes] , which matches
   *[fails] {""}
  }
label-tested = tested here
label-also-differs = another name than the tested one
clients = No user; the test result does not apply to the required name
help = Test again with `{ $principal }`. If the tested name is the right one: set it on the EXPR provider, provided the certificate matches.
