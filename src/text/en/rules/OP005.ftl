message = The CertPrincipalName of { $provider } is truncated in this table: `{ $value }`{ $certificates ->
    [known] ; the certificate's names are known
   *[unknown] {""}
  }
label-here = truncated to the width of the table
help = Export it as a list (the command below); the full name then decides.
