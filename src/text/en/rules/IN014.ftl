message = `{ $file }` has the extension .{ $extension }, but contains { $holds ->
    [html] an HTML page
    [url] a URL
    [text] other text
    [xml] other XML
    [json] JSON
    [powershell] PowerShell output
    [zip] a ZIP archive
    [pkcs12] a PKCS#12 container
    [pkcs7] a PKCS#7 container
    [crl] a certificate revocation list
    [certificate-request] a certificate request, not the certificate
    [private-key] a private key
    [public-key] a public key
    [certificate] a certificate
    [soap] a SOAP response of Autodiscover
    [der] DER of another kind
   *[binary] other binary data
  }
label-here = content differs from the extension
help = { $holds ->
    [certificate-request] Save the certificate that the CA issued for this request.
    [html] Save the response itself: the page is often a sign-in form or a proxy's error.
   *[other] Rename it, or export what its name says. It was read by its content.
  }
