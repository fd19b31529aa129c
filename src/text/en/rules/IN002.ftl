message = `{ $file }` is not checked: { $looks_like ->
    [html] it looks like an HTML page
    [url] it contains only a URL
    [text] it is text of an unknown kind
    [xml] it is XML, but not an Autodiscover response
    [json] it is JSON of an unknown kind
    [powershell] it is output of a cmdlet that msstd does not read
    [zip] it is a ZIP archive
    [office] it is an Office document
    [pkcs12] it is a PKCS#12 container (.pfx, .p12) without certificates
    [pkcs7] it is a PKCS#7 container (.p7b, .p7c) without certificates
    [certificate-request] it is a certificate request, not a certificate
    [private-key] it is a private key, not a certificate
    [public-key] it is a public key, not a certificate
    [certificate] it looks like a certificate, but cannot be parsed
    [soap] it is a SOAP response of Autodiscover that msstd does not read
    [der] it is DER, but not a certificate
   *[binary] it is binary data of an unknown kind
  }
label-here = not recognised
help = { $looks_like ->
    [html] If it should be a response: save the XML of Outlook's "Test E-mail AutoConfiguration" (tab XML).
    [url] Save what this URL returns, and check that file.
    [xml] If it should be a response: save the XML of Outlook's "Test E-mail AutoConfiguration" (tab XML). Export-Clixml is read for the cmdlets that msstd knows, such as Get-OutlookProvider.
    [json] If it should be cmdlet output: export Get-OutlookProvider or Get-ExchangeCertificate with | ConvertTo-Json or | Format-List.
    [powershell] Export what is read, such as Get-OutlookProvider | Format-List and Get-ExchangeCertificate | Format-List.
    [zip] Unpack it, and check the folder.
    [office] Save its content as files of their own: PowerShell output as .txt, certificates as .cer or .pem.
    [pkcs12] Export the certificate without its key as .cer (Export-Certificate, or certlm.msc).
    [pkcs7] Export the certificates themselves as .p7b, .cer or .pem.
    [certificate-request] Export the certificate that the CA issued for this request.
    [private-key] Remove it from the export: the certificate alone is enough.
    [public-key] Export the certificate: a public key has no names.
    [certificate] Export it again as .cer (Base-64 or DER).
    [soap] Save the plain XML response instead: Outlook's "Test E-mail AutoConfiguration" (tab XML).
   *[other] If it should be checked: export certificates as .cer or .pem, Autodiscover responses as XML, cmdlet output with | Format-List.
  }
