label-sender = Exchange Online: requires this name of the sender
label-receiver = Exchange Online: requires this name of the receiver
label-tls = Exchange Online: requires TLS
