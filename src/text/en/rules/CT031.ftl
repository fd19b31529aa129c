message = { $certificates } certificates of { $subjects } subjects have the same key; the first is `{ $certificate }` (`{ $issued_to }`)
label-here = the key
label-other = also the key of `{ $name }`
effect = Whoever gets the private key from one system can impersonate all of them. If it leaks, all these certificates must be revoked together.
help = Create a new key for each at renewal. If the key came with a device or an image, others have it too: replace it now.
