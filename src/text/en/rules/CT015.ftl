message = The keyUsage of `{ $certificate }`, issued to `{ $issued_to }`, allows neither digitalSignature nor { $second }
label-here = one of the two is needed
label-key = the key in question
effect = Clients that check keyUsage end the connection.
help = Reissue it with digitalSignature in its keyUsage; with an RSA key keyEncipherment may be added.
