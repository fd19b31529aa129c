message = `{ $file }` is not well-formed XML: { $detail }
message-cut = `{ $file }` is truncated: `{ $open }` { $count ->
    [one] is not closed
   *[other] and the elements around it are not closed
  }
label-here = here
label-cut = the document ends here
effect = Outlook discards such a response. What comes before the error was checked; what is missing after it counts as unknown.
help = Save the whole response again. If the server really sends this: find what rewrites it (proxy, template, editor).
