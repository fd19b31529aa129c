message = The issuer of `{ $certificate }`, `{ $issuer }`, is not among the files{ $count ->
    [one] { "" }
   *[other] ; { $count } certificates name it
  }
message-namesake = The issuer of `{ $certificate }` is called `{ $issuer }`, but `{ $namesake }`, which has that name, has another key{ $count ->
    [one] { "" }
   *[other] ; { $count } certificates name it
  }
label-here = this certificate is not among the files
label-namesake = of that name, with another key
help = Export the certificate with its whole chain as .p7b, or add the issuer from the server's store { $store ->
    [root] "Trusted Root Certification Authorities" (Cert:\LocalMachine\Root)
   *[ca] "Intermediate Certification Authorities" (Cert:\LocalMachine\CA)
  }.
help-address = Export the certificate with its whole chain as .p7b, or add the issuer from the server's store { $store ->
    [root] "Trusted Root Certification Authorities" (Cert:\LocalMachine\Root)
   *[ca] "Intermediate Certification Authorities" (Cert:\LocalMachine\CA)
  } or from { $address }.
