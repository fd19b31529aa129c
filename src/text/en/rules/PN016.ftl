message = { requires }: `{ $carrier }` matches, but `{ $other }`, which covers the same host, does not
message-client = { requires }: for client profile `{ $client }`, `{ $carrier }` passes and `{ $other }` fails
label-passes = `{ $candidate }` covers the host and passes
label-fails = `{ $candidate }` covers the host and fails
label-lacks = `{ $candidate }` covers the host and does not match
effect = Repeated password prompts if the server presents the certificate that does not match.
help = Export what is bound to IIS (Get-ExchangeCertificate | Format-List), or name the certificate that clients meet as [[endpoint]] in msstd.toml. Remove unused certificates from the folder.
