message = `{ $file }` can't be read: { $reason }
label-here = the system would not give it
help = Give the user who runs msstd the right to read it, or copy it again, and check once more: until then nothing in it is checked, and what it holds may be missing from the comparisons.
