message = `{ $file }` is not well-formed XML: { $detail }
message-cut = `{ $file }` ends too early: `{ $open }` { $count ->
    [one] is not closed
   *[other] and what is around it are not closed
  }
label-here = here
label-cut = the document ends here
effect = Outlook discards an answer that is not well-formed. What stands before the damage was read and is judged; an element that is missing after it counts as unknown, not as absent.
help = Save the answer again, whole, as the server sent it; if the server really sends this, find what rewrites it (a proxy, a template, an editor).
