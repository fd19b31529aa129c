#  Commands that fix what msstd 0.1.0 found. For the Exchange Management Shell.
# Without -Apply nothing is changed: each command runs with -WhatIf and shows what it would do. With -Apply the commands run.
# Only commands that need no decision run; every other command is a comment, with the reason.
#
#  2 errors, 0 warnings, 0 notes, 0 inconclusive (not counted: 1 accepted, 0 known from the baseline) in 5 files with 1 certificate
#  Trusted roots: Mozilla, 2026-10-23.
#  Configuration: tests/goldens/accepting.toml (SHA-256 e02b707e467d5c42bd9f77662a12d253731908c1227e5655c999c344bf8e9d1d)
#  Configuration: samples/seeds-case/msstd.toml (SHA-256 8a4f3409afd20e1ada5e01d94c5155b900fb1532b5a93350f6d8a3df5ba94bba)
#  Evaluated as of 2026-06-01T00:00:00Z (--at) for client profile `analyzer`. No network was used.
#
# 1: Contoso, hybrid (samples/seeds-case)
#    fails: Outlook requires `msstd:mail.contoso.com`, but the certificate that covers the host is issued to `hybrid.contoso.com`
#    Affects: Outlook Anywhere clients (RPC over HTTP), not MAPI over HTTP
#    First step: Set-OutlookProvider EXPR -CertPrincipalName:"msstd:hybrid.contoso.com"
#    5 files (1 Autodiscover response, 1 certificate file, 1 cmdlet output); 1 certificate, server certificates: 1
#    Everything was determined.

#Requires -Version 2.0
[CmdletBinding()]
param(
    [switch]$Apply
)
if ($Apply) { $ErrorActionPreference = 'Stop' }


# error[PN001] Get-OutlookProvider.txt:24:26
#    Outlook requires `msstd:mail.contoso.com`, but the certificate that covers the host is issued to `hybrid.contoso.com`
# now: msstd:mail.contoso.com
Set-OutlookProvider EXPR -CertPrincipalName:"msstd:hybrid.contoso.com" -WhatIf
if ($Apply) {
    Set-OutlookProvider EXPR -CertPrincipalName:"msstd:hybrid.contoso.com"
}
# Or instead: New-ExchangeCertificate -GenerateRequest -SubjectName "CN=mail.contoso.com" -DomainName mail.contoso.com,hybrid.contoso.com,autodiscover.contoso.com
