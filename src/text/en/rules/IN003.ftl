message = `{ $file }` is empty
message-blank = `{ $file }` contains only white space: { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }
label-here = no content
help = Export it again: a command that fails or finds nothing leaves an empty file.
