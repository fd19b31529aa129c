message = { requires }, but { server-certificate } is issued to `{ $common_name }` and lists that name only in its SAN
message-no-common-name = { requires }, but { server-certificate }, `{ $certificate }`, has no common name and lists that name only in its SAN
clients = Windows before Vista SP1, which compares the common name only
effect = Repeated password prompts on those clients. Elsewhere only the Analyzer warns.
help = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise require the common name, or have the certificate reissued with the required name as its common name.
help-no-common-name = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise have the certificate reissued with the required name as its common name.
