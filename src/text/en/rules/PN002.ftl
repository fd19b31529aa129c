message = { requires }, but { server-certificate } is issued to `{ $common_name }` and lists it only in its SAN
message-no-common-name = { requires }, but { server-certificate }, `{ $certificate }`, has no common name and lists it only in its SAN
clients = Windows before Vista SP1, which compares the common name only; later Windows passes
effect = Repeated password prompts on those clients; elsewhere only the Analyzer's warning "The certificate common name doesn't match the mutual authentication string provided; however, a match was found in the subject alternative name extension".
help = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise require the common name, or have the certificate reissued with the required name as its common name.
help-no-common-name = If all clients are Windows Vista SP1 or later (always with Exchange 2019): leave it. Otherwise have the certificate reissued with the required name as its common name.
