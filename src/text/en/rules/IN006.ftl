message = A certificate in `{ $file }` can't be read at `{ $field }`, byte { $offset }: { $reason }
message-container = The { $container ->
    [pkcs12] PKCS#12
   *[pkcs7] PKCS#7
  } container `{ $file }` can't be read on at `{ $field }`, byte { $offset }: { $reason }
message-crl = The revocation list `{ $file }` can't be read at `{ $field }`, byte { $offset }: { $reason }
label-here = it stands here
help-crl = Fetch it again from the authority that issued it. None of it is used: what is missing from it would look valid.
help-container = Export it again, as DER: what other programs write as BER (indefinite lengths), openssl rewrites. What could not be read of it is not checked.
help = Export the certificate again, as Base-64 or DER; if it stays the same, have it issued again. What could not be read of it is not checked.
