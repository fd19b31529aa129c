message = `{ $certificate }`, issued to `{ $wildcard }`, is bound to { $protocols }
label-here = bound here
label-also = and here
label-names = a wildcard, which POP and IMAP can't use
effect = POP and IMAP of Exchange look for a certificate by a whole host name and find none in a wildcard: TLS fails there.
help = Give each protocol the host name that its clients use; with that set, it may use the wildcard certificate. A binding can't be taken back, but it does no harm then.
