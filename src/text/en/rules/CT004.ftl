message = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days; public authorities may issue for { $longest }
message-months = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days; public authorities could issue for { $longest } months
message-exception = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days; { $longest } months were allowed, or 60 for old systems
label-here = { $days } days; the limit is of { $since }
effect = Apple devices and browsers refuse a server certificate valid for more than 825 days, or 398 since September 2020. Outlook on Windows has no such limit.
help = Reissue it for the time allowed and automate the renewal.
