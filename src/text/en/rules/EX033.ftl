message = { $protocol } accepts passwords without TLS
label-here = plain login without TLS
label-bindings = and listens here without TLS
effect = Passwords and mail of users cross the network unencrypted.
help = Set LoginType to SecureLogin on each server (Set-PopSettings, Set-ImapSettings). Then restart the service.
