message = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, is issued to `{ $common_name }` and carries the name only in its subjectAltName
message-no-common-name = Outlook requires `{ $principal }`, but the certificate that answers, `{ $certificate }`, has no common name and carries the name only in its subjectAltName
label-common-name = the common name is another (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
clients = Windows Vista SP1 and later compare the subjectAltName too: there it passes (--client modern: a note). Windows before that compares the common name alone: there it fails (--client legacy: an error). The Analyzer says that it passes, with a warning.
effect = On the oldest clients users are asked for their password again and again. Elsewhere nothing is seen but the Analyzer's "The certificate common name doesn't match the mutual authentication string provided; however, a match was found in the subject alternative name extension".
help = If all clients are Windows Vista SP1 or later (Exchange 2019 supports no others), it may stay. Else require the common name, or have the certificate reissued with the required name as its common name.
help-no-common-name = If all clients are Windows Vista SP1 or later (Exchange 2019 supports no others), it may stay. Else have the certificate reissued with the required name as its common name.
