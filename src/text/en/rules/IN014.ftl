message = `{ $file }` is named .{ $extension }, but { $holds ->
    [html] holds an HTML page
    [url] holds a plain URL
    [text] holds other text
    [xml] holds other XML
    [json] holds JSON
    [powershell] holds PowerShell output
    [zip] holds a ZIP archive
    [pkcs12] holds a PKCS#12 container
    [pkcs7] holds a PKCS#7 container
    [crl] holds a certificate revocation list
    [certificate-request] holds a certificate request, not the certificate
    [private-key] holds a private key
    [public-key] holds a public key
    [certificate] holds a certificate
    [soap] holds an Autodiscover answer in SOAP
    [der] holds DER of another kind
   *[binary] holds other binary data
  }
label-here = not what its name says
help = { $holds ->
    [certificate-request] Ask for the certificate that the authority issued for this request, and save that.
    [html] Save the answer itself: the page is often a logon form or an error of a proxy.
   *[other] Rename it, or export what its name says. It is read by what it holds.
  }
