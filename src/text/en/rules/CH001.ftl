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
help = Without it nobody can tell whether the signature holds and where the chain ends. Export it from the server's store "Intermediate Certification Authorities" (certlm.msc, or Get-ChildItem Cert:\LocalMachine\CA), and check again.
help-address = Without it nobody can tell whether the signature holds and where the chain ends. Export it from the server's store "Intermediate Certification Authorities" (certlm.msc, or Get-ChildItem Cert:\LocalMachine\CA), or take it from { $address }, and check again.
