message = `{ $tested }` was tested, but Outlook is told `{ $principal }`
label-tested = this is what was tested
label-also-differs = another name than the one tested here too
effect = The test says nothing of what users meet: it passes while Outlook fails, or fails while Outlook connects.
help = Test again with `{ $principal }`, or set the provider to the name that was tested, if the certificate carries that one.
