message = The RSA key of `{ $certificate }`, issued to `{ $issued_to }`, is broken: { $flaw ->
    [exponent] its public exponent is { $exponent }
    [factor] its modulus is divisible by { $factor }
    [roca] its modulus has the form of CVE-2017-15361 (ROCA)
   *[close] its two primes are too close to each other
  }
label-here = broken
effect = Anyone with the certificate can compute its private key or do without it, and impersonate the server. Some clients accept the certificate, others refuse it.
help = Reissue it with a new key generated on another system, and bind it. Have this certificate revoked and stop using what generated its key.
help-ca = Have the authority generate a new key on other hardware and reissue its certificates. Remove this certificate from the trusted roots.
