message = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, uses { $curve }, not P-256, P-384 or P-521
message-explicit = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, has explicit parameters instead of a named curve
message-implicit = The EC key of `{ $certificate }`, issued to `{ $issued_to }`, names no curve
label-here = not a curve that clients support
effect = Most browsers and mobile devices can't connect. Windows uses such a key for TLS only where the curve was added to its list.
help = Reissue it with an RSA key, or with an EC key on P-256.
