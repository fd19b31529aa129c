message = `{ $file }` exceeds a limit: { $limit ->
    [text-bytes] more than { $value } bytes of text, so it was not checked
    [certificate-bytes] a certificate of more than { $value } bytes, which was not checked
    [names] a certificate with more than { $value } names, of which the rest was left out
    [depth] nested deeper than { $value } levels, below which nothing was checked
    [iterations] its passwords take more key derivation than a run may spend ({ $value } rounds)
    [lines] more than { $value } lines, so it was not checked
    [values] more than { $value } values, of which the rest was left out
    [columns] more than { $value } columns, so it was not checked
    [documents] more than { $value } responses, of which the rest was left out
    [facts] more than { $value } steps or results, of which the rest was left out
    [comparisons] more than { $value } comparisons of names with certificates, after which none was compared
    [archive-entries] more than { $value } entries, of which the rest was left out
    [archive-bytes] more than { $value } bytes unpacked, after which nothing was checked
    [archive-ratio] an entry unpacks to more than { $value } times its size, so it was not unpacked
    [archive-depth] archives nested deeper than { $value }, which were not unpacked
   *[problems] more than { $value } problems, of which the rest is not listed
  }
message-found = `{ $file }` exceeds a limit: { $limit ->
    [text-bytes] { $found } bytes of text (limit { $value }), so it was not checked
    [certificate-bytes] a certificate of { $found } bytes (limit { $value }), which was not checked
    [names] a certificate with { $found } names (limit { $value }), of which the rest was left out
    [depth] { $found } nested levels (limit { $value }), below which nothing was checked
    [iterations] { $found } rounds of key derivation are more than is left of { $value } in a run
    [lines] { $found } lines (limit { $value }), so it was not checked
    [values] { $found } values (limit { $value }), so it was not checked
    [columns] { $found } columns (limit { $value }), so it was not checked
    [documents] { $found } responses (limit { $value }), of which the rest was left out
    [facts] { $found } steps or results (limit { $value }), of which the rest was left out
    [comparisons] { $found } comparisons of names with certificates (limit { $value }), after which none was compared
    [archive-entries] { $found } entries (limit { $value }), of which the rest was left out
    [archive-bytes] { $found } bytes unpacked (limit { $value }), after which nothing was checked
    [archive-ratio] an entry unpacks to { $found } times its size (limit { $value }), so it was not unpacked
    [archive-depth] { $found } nested archives (limit { $value }), which were not unpacked
   *[problems] { $found } problems (limit { $value }), of which the rest is not listed
  }
message-rule = { $rule } has more than { $value } findings, of which the rest is not listed
label-here = limit exceeded here
label-left-out = the first that is not listed
help = { $limit ->
    [text-bytes] Export less into one file: one command or one response per file.
    [certificate-bytes] Find out where it comes from: no CA issues such a certificate.
    [names] Find out where it comes from: no CA issues a certificate with so many names.
    [depth] Find out where it comes from: no export is nested like this.
    [iterations] Export the certificate without its key as .cer, which needs no password.
    [lines] Export less into one file: one command or one response per file.
    [values] Export less into one file, and only the properties that are needed.
    [columns] Find out where it comes from: no object has so many properties.
    [documents] Save fewer responses in one file.
    [facts] Find out where it comes from: no test has so many steps.
    [comparisons] Check fewer servers and responses together: one folder for each.
    [findings] Check fewer exports together: one folder for each.
    [archive-entries] Unpack it, and check the folder.
    [archive-bytes] Unpack it, and check the folder.
    [archive-ratio] If you know where it comes from: unpack it, and check the folder.
    [archive-depth] Unpack it, and check the folder.
   *[problems] Fix the listed ones, and check again.
  }
