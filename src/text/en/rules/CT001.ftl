message = `{ $certificate }`, issued to `{ $issued_to }`, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }
label-here = valid until { $not_after }
label-replacement = valid, and covers all its names
effect-unneeded = No chain of a valid certificate here leads through it: nothing depends on it.
effect = The warning "The security certificate has expired or is not yet valid"; Outlook Anywhere does not connect.
help = Renew it: send the request to the certificate authority, import the answer (Import-ExchangeCertificate), bind it (Enable-ExchangeCertificate), then remove this one.
help-replacement = Bind `{ $replacement }` instead, which is valid and covers all its names; then remove this one.
help-setup = It is one of Exchange's own. The server's own is renewed with New-ExchangeCertificate, the Auth certificate with Microsoft's script MonitorExchangeAuthCertificate.ps1, the one of the Web Management Service in IIS Manager.
help-ca = Get the authority's current certificate and put it in the place of this one wherever the chain is installed.
help-other = Replace it where it is used, or leave it out of the export if it is not.
