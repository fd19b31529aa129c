message = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days, while a public authority may issue it for at most { $longest } days since { $since }
message-months = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days, while a public authority might issue it for at most { $longest } months since { $since }
message-exception = `{ $certificate }`, issued to `{ $issued_to }`, is valid for { $days } days, while a public authority might issue it for at most { $longest } months since { $since }, unless an old system was documented that needed up to 60
label-here = { $days } days
effect = Apple's devices and browsers refuse a server certificate that is valid for longer than 825 days, or 398 since September 2020. Outlook on Windows does not look.
help = Have it issued again for as long as is allowed, and renew it more often: what renews without a person does best.
