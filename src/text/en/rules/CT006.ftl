message = The RSA key of `{ $certificate }`, issued to `{ $issued_to }`, has { $bits } bits; at least { $least } are required
label-here = too short
effect = Windows refuses RSA keys under 1024 bits, browsers and mobile devices those under { $least }: they warn or do not connect.
help = Reissue it with a new key of at least 2048 bits, bind the new certificate, then remove this one.
help-ca = Replace it with the authority's current certificate. If that key is too short as well: change the authority.
