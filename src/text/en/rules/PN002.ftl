message = { requires }, but { server-certificate } is issued to `{ $common_name }` and lists it only in its SAN
message-no-common-name = { requires }, but { server-certificate }, `{ $certificate }`, has no common name and lists it only in its SAN
clients = Windows before Vista SP1, which compares the common name only
effect = Password prompts on those clients; the Analyzer warns that the common name "doesn't match the mutual authentication string" but a SAN does.
help = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise require the common name, or have the certificate reissued with the required name as its common name.
help-no-common-name = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise have the certificate reissued with the required name as its common name.
