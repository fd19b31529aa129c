message = `{ $file }` is not checked: { $looks_like ->
    [html] it looks like an HTML page
    [url] it holds a plain URL
    [text] it looks like text of no known kind
    [xml] it is XML, but no Autodiscover answer
    [json] it is JSON of no known shape
    [powershell] it is PowerShell output, but of no cmdlet that this version reads
    [zip] it is a ZIP archive
    [office] it is a document of an office suite
    [pkcs12] it is a PKCS#12 container (.pfx, .p12) without certificates
    [pkcs7] it is a PKCS#7 container (.p7b, .p7c) without certificates
    [certificate-request] it is a certificate request, and no certificate
    [private-key] it is a private key, and no certificate
    [public-key] it is a public key, and no certificate
    [certificate] it looks like a certificate, but can't be read as one
    [soap] it is an Autodiscover answer in SOAP, which this version does not read
    [der] it is DER, but no certificate
   *[binary] it looks like binary data of no known kind
  }
label-here = not recognised
help = { $looks_like ->
    [html] If it should be an answer, save what Autodiscover sent, as XML: Outlook's "Test E-mail AutoConfiguration" shows it on its tab XML.
    [url] Save what stands at that address, and check that file.
    [xml] If it should be an answer, save what Outlook's "Test E-mail AutoConfiguration" shows on its tab XML. Output of Export-Clixml is read for Get-OutlookProvider and Get-ExchangeCertificate.
    [json] Of PowerShell, the output of Get-OutlookProvider and Get-ExchangeCertificate is read: add | ConvertTo-Json or | Format-List.
    [powershell] Export what is read: Get-OutlookProvider | Format-List, and Get-ExchangeCertificate | Format-List.
    [zip] Unpack it, and check the folder.
    [office] Save what it shows as a file of its own: text of PowerShell as .txt, certificates as .cer or .pem.
    [pkcs12] Export the certificate itself, without its key, as .cer (Base-64 or DER): Export-Certificate, or certlm.msc.
    [pkcs7] Export the certificates themselves, as .p7b, .cer or .pem.
    [certificate-request] Export the certificate that the authority issued for it.
    [private-key] Take it out of the export: a certificate is all that is needed.
    [public-key] Export the certificate: a public key alone carries no names.
    [certificate] Export it again as .cer (Base-64 or DER).
    [soap] Save the answer in its plain form: Outlook's "Test E-mail AutoConfiguration" shows it on its tab XML.
   *[other] If it should be checked, export it again: certificates as .cer or .pem, Autodiscover answers as XML, Get-OutlookProvider and Get-ExchangeCertificate with | Format-List.
  }
