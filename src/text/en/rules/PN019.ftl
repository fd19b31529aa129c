message = { requires }, but only `{ $certificate }` contains that name, and it expired on { $moment }
message-not-yet-valid = { requires }, but only `{ $certificate }` contains that name, and it is not valid before { $moment }
label-expired = contains the name, expired
label-not-yet-valid = contains the name, not yet valid
label-also-invalid = `{ $candidate }` contains it too, not valid either
effect = Repeated password prompts or a certificate error.
help = If the name is right: have the valid certificate reissued with it as common name. Otherwise require the common name of the valid certificate.
help-not-yet-valid = Until then require the common name of the valid certificate, or require this name only once its certificate is valid and bound.
