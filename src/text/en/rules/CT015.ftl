message = The keyUsage of `{ $certificate }`, issued to `{ $issued_to }`, allows neither digitalSignature nor { $second }
label-here = one of the two is needed
label-key = the key that is to be used
effect = Clients that heed the keyUsage end the connection.
help = Have it issued again with digitalSignature; with an RSA key keyEncipherment may stand beside it.
