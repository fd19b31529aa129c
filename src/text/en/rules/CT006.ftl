message = The RSA key of `{ $certificate }`, issued to `{ $issued_to }`, has { $bits } bits; { $least } are the least that is accepted
label-here = too short
effect = Windows refuses RSA keys under 1024 bits, browsers and mobile devices those under { $least }: they warn or do not connect.
help = Have it issued again with a new key; Exchange makes keys of 2048 bits unless told otherwise. Then bind the new one and remove this one.
help-ca = Get the authority's current certificate and put it in the place of this one; if its key is still as short, move to another authority.
