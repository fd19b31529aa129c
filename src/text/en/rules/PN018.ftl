message = { requires }, an internal name that no public CA issues
effect = Computers that do not trust the issuing private CA refuse the certificate.
help = For external clients: require a public name that the certificate contains. For internal clients that trust the private CA: leave it.
