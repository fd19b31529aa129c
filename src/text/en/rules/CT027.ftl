message = `{ $certificate }`, issued to `{ $issued_to }`, is not valid DER, { $count ->
    [one] in one place
   *[other] in { $count } places
  }
label-here = { $kind ->
    [length] a length with unneeded octets
    [boolean] a BOOLEAN that is neither 00 nor FF
    [integer] an INTEGER with unneeded octets
    [bits] a BIT STRING with unused bits that are not zero
    [named-bits] a list of bits with trailing zeros
    [identifier] an OBJECT IDENTIFIER padded or truncated
    [pieces] a string in segments
    [empty-set] a SET without elements
    [set-order] a SET whose elements are not sorted
    [trailing] bytes after the value of the extension
    [time] { $written } is not a valid time
    [time-form] { $written } as GeneralizedTime, before 2050
    [algorithms-differ] the signed part names another algorithm
    [string-type] { $attribute } is a { $found }
    [characters] { $attribute } has characters not allowed in a { $found }
   *[too-long] { $attribute } has { $length } characters, at most { $bound } allowed
  } (byte { $offset })
effect = Most clients accept it. Strict clients refuse it as corrupt, and one that encodes it again computes another thumbprint.
help = Reissue it, and report this to the authority, whose software encodes the certificate.
help-ca = Report this to the authority, whose software encodes the certificate. If the authority is your own: reissue its certificate.
