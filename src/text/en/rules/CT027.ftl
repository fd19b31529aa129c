message = `{ $certificate }`, issued to `{ $issued_to }`, is not encoded as it must be, { $count ->
    [one] in one place
   *[other] in { $count } places
  }
label-here = { $kind ->
    [length] a length with more octets than it needs
    [boolean] a BOOLEAN that is neither 00 nor FF
    [integer] an INTEGER with octets that it does not need
    [bits] a BIT STRING whose unused bits are not zero
    [named-bits] a list of bits with zeros at its end
    [identifier] an OBJECT IDENTIFIER that is padded or breaks off
    [pieces] a string in pieces
    [empty-set] a SET without elements
    [set-order] a SET whose elements are out of order
    [trailing] bytes after the value of the extension
    [time] { $written }, which is not the form of a time
    [time-form] { $written } as GeneralizedTime, before 2050
    [algorithms-differ] the signed part names another algorithm
    [string-type] { $attribute } is a { $found }
    [characters] { $attribute } has characters that a { $found } has not
   *[too-long] { $attribute } has { $length } characters, { $bound } are allowed
  } (byte { $offset })
effect = Most clients take it. Strict ones refuse it as damaged, and one that encodes it anew comes to another thumbprint and a signature that does not hold.
help = Have it issued again, and tell the authority: its software encodes the certificate.
help-ca = Tell the authority: its software encodes the certificate. Where the authority is your own, have its certificate issued again.
