message = The files differ from their manifest `{ $manifest }`: { $changed_count } changed, { $missing_count } missing, { $added_count } added
message-manifest = The manifest `{ $manifest }` is corrupt: it lists { $listed ->
    [one] 1 file
   *[other] { $listed } files
  } that can be compared
label-here = the list of collected files
label-changed = changed: another SHA-256
label-missing = missing
label-added = added: not in the manifest
label-unreadable = not a SHA-256 and a file
label-count = { $listed ->
    [one] 1 file is listed
   *[other] { $listed } files are listed
  }
help = Copy the folder again from where it was collected, as a ZIP archive, or run the collector again. Put what came later beside the folder, not in it.
