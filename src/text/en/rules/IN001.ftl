message = `{ $file }` cannot be read: { $reason }
label-here = not readable
help = Give the user who runs msstd read access, or copy the file again. Until then its content is missing from every comparison.
