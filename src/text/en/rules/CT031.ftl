message = One key stands in { $certificates } certificates of { $subjects } different subjects; the first is `{ $certificate }`, issued to `{ $issued_to }`
label-here = the key
label-other = also the key of `{ $name }`
effect = Whoever gets the private key from one of these machines can pretend to be all of them, and once it is known, all of these certificates have to be revoked and replaced together.
help = Make a new key for each when they are renewed. If the servers are one pool, have one certificate issued with all their names instead. If the key came with a device or an image, others have it too: replace it now.
