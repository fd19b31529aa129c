message = The export of the EXPR provider has no CertPrincipalName
label-here = listed without CertPrincipalName
help = Export this property too (the command below); without it the provider's principal is not known.
