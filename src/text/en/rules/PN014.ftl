message = `{ $tested }` was tested, but Outlook requires `{ $principal }`{ $verdict ->
    [passes] , which matches
   *[fails] {""}
  }
label-tested = tested here
label-also-differs = another name than the tested one
effect = The test result says nothing about users: they need the name that Outlook requires.
help = Test again with `{ $principal }`. If the tested name is the right one: set it on the EXPR provider, provided the certificate matches.
