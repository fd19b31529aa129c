message = `{ $principal }` is carried by `{ $carrier }`, but `{ $other }` covers the same host and does not carry it
message-client = `{ $carrier }` passes for `{ $principal }`, but `{ $other }` covers the same host and fails for client profile `{ $client }`
label-passes = `{ $candidate }` covers the host, and passes
label-fails = `{ $candidate }` covers the host, and fails
label-lacks = `{ $candidate }` covers the host, and does not carry the name
effect = If the second certificate is the one that answers, users are asked for their password again and again.
help = Export what is bound to IIS (Get-ExchangeCertificate | Format-List), or name the certificate that answers as [[endpoint]] in msstd.toml. Remove certificates that no server uses from the folder.
