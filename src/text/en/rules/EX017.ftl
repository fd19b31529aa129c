message = The names of `{ $certificate }` are cut after { $count }
label-here = there are more names than these
label-also = those of `{ $shown }` too
effect = Whether these certificates cover a host can't be said: what looks missing may stand behind the dots.
help = Export the records again without a limit, or put the certificates themselves beside the export.
