message = The names of `{ $certificate }` are truncated after { $count }
label-here = there are more names than these
label-also = those of `{ $shown }` too
effect = It is not determined whether these certificates cover a host: a missing name may be among the truncated ones.
help = Export the records again without a limit, or add the certificates themselves (.cer) to the export.
