message = `{ $file }` is empty
message-blank = `{ $file }` is blank: { $bytes ->
    [one] one byte
   *[other] { $bytes } bytes
  } without a visible character
label-here = nothing to check
help = Export it again: a command that failed, or found nothing, leaves an empty file behind.
