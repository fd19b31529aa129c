message = The certificate of the send connector `{ $connector }` does not allow client authentication
label-here = presents this certificate to receivers
label-also = `{ $further }` too
label-usage = no clientAuth
effect = A receiver that verifies the sender's certificate (mutual TLS) can refuse it. Others do not look at it.
help = If a partner verifies it: agree on another way, as public authorities stop issuing certificates for client authentication in 2026. Otherwise nothing.
