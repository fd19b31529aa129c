message = `{ $certificate }`, issued to `{ $wildcard }`, is bound to { $protocols }
label-here = bound here
label-also = and here
label-names = a wildcard, which POP and IMAP can't use
effect = TLS fails for POP and IMAP: Exchange looks for a certificate by a full host name, which a wildcard does not list.
help = Set the host name that clients use for each protocol. The binding can't be removed, but then does no harm.
