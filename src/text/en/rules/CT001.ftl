message = `{ $certificate }`, issued to `{ $issued_to }`, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }
message-bound = `{ $certificate }`, issued to `{ $issued_to }` and bound to { $services }, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }
label-here = valid until { $not_after }
label-replacement = valid, and covers all its names
effect-unneeded = None: no chain of a valid certificate in this export leads through it.
effect = Outlook warns "The security certificate has expired or is not yet valid"; Outlook Anywhere does not connect.
help = Renew it: send the request to the certification authority, import the issued certificate, bind it, then remove this one.
help-replacement = Bind `{ $replacement }`, which is valid and covers all its names; then remove this one.
help-setup = Exchange created it: renew it with New-ExchangeCertificate, MonitorExchangeAuthCertificate.ps1 (Auth certificate) or IIS Manager (Web Management Service).
help-ca = If servers still send it or clients still have it: replace it there with the authority's current certificate.
help-other = If it is still in use, replace it there. Otherwise leave it out of the export.
