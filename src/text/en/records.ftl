# Certificates that only a record of Get-ExchangeCertificate shows.
unused-auth = `{ $certificate }`, issued to `{ $issued_to }`, expired { $days ->
    [0] less than a day ago
    [one] one day ago
   *[other] { $days } days ago
  }, on { $not_after }; Get-AuthConfig names another certificate
help-managing = If the server is managed with IIS Manager from elsewhere: renew the certificate of the Web Management Service there. Mail and Outlook do not use it.
undecided-auth = this Auth certificate expired on { $not_after }; Get-AuthConfig shows whether it is the current one
