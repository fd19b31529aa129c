message = A certificate in `{ $file }` cannot be parsed at `{ $field }`, byte { $offset }: { $reason }
message-container = The { $container ->
    [pkcs12] PKCS#12
   *[pkcs7] PKCS#7
  } container `{ $file }` cannot be parsed past `{ $field }`, byte { $offset }: { $reason }
message-crl = The revocation list `{ $file }` cannot be parsed at `{ $field }`, byte { $offset }: { $reason }
label-here = here
help-crl = Download it again from the CA that issued it. None of it is used: a missing entry would look valid.
help-container = Export it again as DER; openssl converts BER (indefinite lengths). What could not be parsed is not checked.
help = Export the certificate again as Base-64 or DER (the rest of it is not checked). If it stays the same: have it reissued.
