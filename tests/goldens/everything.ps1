#  Commands that mend what msstd 0.1.0 found. For the Exchange Management Shell.
# Without -Apply nothing is changed: each command runs with -WhatIf and tells what it would do. With -Apply they run.
# Only what leaves nothing to decide is run; every other command stands in a comment, with why.
#
#  8 errors, 0 warnings, 1 note, 1 inconclusive in 13 files with 3 certificates
#  Roots trusted: Mozilla's of 2026-10-23 (--trust-anchors names others)
#  Configuration: samples/everything/msstd.toml (SHA-256 f160173c1fc84ec62743cd7941f5c5343dbd448ebb133c540e666d2f578964db)
#  Judged at 2026-06-01T00:00:00Z (--at) for client analyzer. No network was used.
#
# 1: Contoso, renewed (samples/everything)
#    not in order: The name does not fit: Outlook requires `msstd:mail.contoso.com`, and the certificate that answers, `outlook.contoso.com.cer`, does not carry it.
#    13 files: 1 analyzer-report, 2 autodiscover, 1 certificate, 1 cmdlet:ActiveSyncVirtualDirectory, 1 cmdlet:ClientAccessService, 1 cmdlet:EcpVirtualDirectory, 1 cmdlet:ExchangeCertificate, 1 cmdlet:MapiVirtualDirectory, 1 cmdlet:OabVirtualDirectory, 1 cmdlet:OutlookAnywhere, 1 cmdlet:OutlookProvider, 1 cmdlet:OwaVirtualDirectory, 1 cmdlet:WebServicesVirtualDirectory, 1 directory-export, 2 other, 1 outlook-profile; 3 certificates, 1 of servers
#    1 thing could not be decided; the report says which and why.

#Requires -Version 5.1
[CmdletBinding()]
param(
    [switch]$Apply
)
if ($Apply) { $ErrorActionPreference = 'Stop' }


# error[PN001] shell/Get-OutlookProvider.txt:24:26
#    Outlook requires `msstd:mail.contoso.com`, but the certificate that answers, `outlook.contoso.com.cer`, is issued to `outlook.contoso.com` and carries the name nowhere
# now: msstd:mail.contoso.com
Set-OutlookProvider EXPR -CertPrincipalName:"msstd:outlook.contoso.com" -WhatIf
if ($Apply) {
    Set-OutlookProvider EXPR -CertPrincipalName:"msstd:outlook.contoso.com"
}
# or: New-ExchangeCertificate -GenerateRequest -SubjectName "CN=mail.contoso.com" -DomainName mail.contoso.com,outlook.contoso.com,autodiscover.contoso.com
