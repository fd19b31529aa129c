message = Outlook requires `{ $principal }`, and only `{ $certificate }` carries it, which expired on { $moment }
message-not-yet-valid = Outlook requires `{ $principal }`, and only `{ $certificate }` carries it, which is not valid before { $moment }
label-expired = carries the name, but has expired
label-not-yet-valid = carries the name, but is not valid yet
label-also-invalid = `{ $candidate }` carries it too, and is not valid either
label-common-name = valid, but the common name is another (this certificate answers: { $basis ->
    [configured] msstd.toml names it
    [bound] it is bound to IIS
    [record] it is bound to IIS
    [covers-host] it covers the host
   *[only] it is among the server certificates here
  })
effect = Users are asked for their password again and again, or see a certificate error; the Analyzer says "Mutual Authentication could not be established".
help = The certificate was replaced by one without the name. Either require the name that the valid certificate has, or have it reissued with the required name as its common name.
help-not-yet-valid = Either require the name that the valid certificate has until then, or wait with this principal until its certificate is valid and bound.
