message = `{ $certificate }`, issued to `{ $issued_to }`, expires { $days ->
    [0] in less than a day
    [one] in one day
   *[other] in { $days } days
  }, on { $not_after }
label-here = valid until { $not_after }
label-replacement = covers all its names and lasts longer
effect = From then on the warning "The security certificate has expired or is not yet valid"; Outlook Anywhere does not connect.
help = Renew it now: send the request to the certificate authority, import the answer (Import-ExchangeCertificate) and bind it (Enable-ExchangeCertificate).
help-replacement = `{ $replacement }` covers all its names and lasts longer: bind it instead.
