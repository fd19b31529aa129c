message = `{ $file }` has bytes that `{ $encoding }` does not allow, in { $count ->
    [one] 1 place: { $bytes }
   *[other] { $count } places, first: { $bytes }
  }
message-mixed = `{ $file }` mixes encodings: first `{ $first }`, then `{ $then }`
message-export = The { $form } in `{ $file }` is corrupt: { $detail }
label-here = from here
help = Export it again in one encoding, best UTF-8 (| Out-File -Encoding utf8). Until then values near these bytes may be wrong.
help-mixed = Both parts were read. To avoid it, append with | Out-File -Append and the first part's -Encoding: >> in Windows PowerShell always writes UTF-16.
help-export = Export it again: it may have been copied in part, or the disk was full. What could be read is checked.
