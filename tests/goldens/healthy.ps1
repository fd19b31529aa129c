#  Commands that mend what msstd 0.1.0 found. For the Exchange Management Shell.
# Without -Apply nothing is changed: each command runs with -WhatIf and tells what it would do. With -Apply they run.
# Only what leaves nothing to decide is run; every other command stands in a comment, with why.
#
#  0 errors, 0 warnings, 1 note, 0 inconclusive in 11 files with 6 certificates
#  Roots trusted: Mozilla's of 2026-10-23 (--trust-anchors names others)
#  Configuration: samples/healthy/msstd.toml (SHA-256 6f4055190ec94f0df8b4773696a26eb898a28ad1548b212c2cea6f38501fe4f2)
#  Judged at 2026-06-01T00:00:00Z (--at) for client analyzer. No network was used.
#
# 1: Contoso, Boston (samples/healthy)
#    in order: The name fits: Outlook requires `msstd:mail.contoso.com`, and the certificate that answers, `certificates/mail.contoso.com.cer`, is issued to it.
#    11 files: 3 autodiscover, 4 certificate, 1 cmdlet:ExchangeCertificate, 1 cmdlet:OutlookProvider, 2 other; 6 certificates, 2 of servers
#    1 thing could not be decided; the report says which and why.

#Requires -Version 5.1
[CmdletBinding()]
param(
    [switch]$Apply
)
if ($Apply) { $ErrorActionPreference = 'Stop' }

Write-Host 'Nothing here is mended by a command that leaves nothing to decide. The comments of this script, and the report, tell what was found.'

# Not run: nothing is wrong here that has to be mended. Run one if you want what it does.
# note[CT038] certificates/mail.contoso.com-2021.cer:1:1
#    `certificates/mail.contoso.com-2021.cer`, issued to `mail.contoso.com`, expired 1905 days ago, on 2021-03-14, and nothing here binds it to a service
#    Remove-ExchangeCertificate -Thumbprint C3BC4301803DCDA6BBAB15AE3882CCC07D755AB9
