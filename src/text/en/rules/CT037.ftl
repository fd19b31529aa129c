message = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, is on the curve { $curve }, not on P-256, P-384 or P-521
message-explicit = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, names no curve, but spells out its parameters
message-implicit = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, names no curve
label-here = not a curve that clients expect
effect = Windows does not use such a key for TLS unless the curve was added to its order, and most browsers and mobile devices never do: they can't connect.
help = Have it issued again with an RSA key, or with an EC key on P-256.
