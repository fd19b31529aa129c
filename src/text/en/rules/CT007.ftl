message = The RSA key of `{ $certificate }`, issued to `{ $issued_to }`, is broken: { $flaw ->
    [exponent] its public exponent is { $exponent }, and must be an odd number from 3 up
    [factor] its modulus can be divided by { $factor }
    [roca] its modulus has the form that the chips of CVE-2017-15361 (ROCA) give it
   *[close] its two primes are so close that 100 rounds of Fermat's method find them
  }
label-here = broken
effect = Whoever has the certificate can work out its private key or do without one, and pretend to be its owner. Clients may accept it all the same, or refuse it.
help = Have it issued again with a new key that another machine or program makes, as Windows does for Exchange. Then bind the new one, have this one revoked, and trust no more what made its key.
help-ca = Have the authority make a new key on other hardware and all its certificates new, and remove this one from the trusted roots.
