message = `{ $file }` is a symbolic link to `{ $target }`, which is not followed
message-not-a-file = `{ $file }` is { $what ->
    [pipe] a pipe
    [socket] a socket
    [device] a device
   *[other] not a regular file
  } and was not opened
label-here = not opened
help = Name the target on the command line, or copy it into this folder.
help-not-a-file = Copy its content into a file, or pass it on standard input (-).
