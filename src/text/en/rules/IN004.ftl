message = `{ $file }` has bytes that `{ $encoding }` does not allow, at { $count ->
    [one] one place: { $bytes }
   *[other] { $count } places, the first of them { $bytes }
  }
message-mixed = `{ $file }` begins in `{ $first }` and goes on in `{ $then }`
message-export = The { $form } of `{ $file }` is damaged: { $detail }
label-here = from here on
help = Export it again in one encoding, best UTF-8 (| Out-File -Encoding utf8). Until then what stands there may be read wrongly; the rest is checked.
help-mixed = Both parts are read. Write such a file in one go, or append with | Out-File -Append -Encoding of the first part: >> of Windows PowerShell always writes UTF-16.
help-export = Export it again whole: it may have been copied in part, or the disk was full. What could be read of it is checked.
