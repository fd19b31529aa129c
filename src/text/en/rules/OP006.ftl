message = The export of the EXPR provider has no CertPrincipalName
label-here = listed without its CertPrincipalName
help = Export the property too; without it the provider's principal is not known, and nothing is compared.
