message = `{ $file }` is a symbolic link to `{ $target }`, and links are not followed
message-not-a-file = `{ $file }` is { $what ->
    [pipe] a pipe
    [socket] a socket
    [device] a device
   *[other] no regular file
  }, which is not opened
label-here = not opened
help = Name the file or folder that it points to on the command line, or copy it into this folder.
help-not-a-file = Copy its content into a file, or give it to msstd by standard input (-).
