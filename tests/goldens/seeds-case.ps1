#  Commands that mend what msstd 0.1.0 found. For the Exchange Management Shell.
# Without -Apply nothing is changed: each command runs with -WhatIf and tells what it would do. With -Apply they run.
# Only what leaves nothing to decide is run; every other command stands in a comment, with why.
#
#  2 errors, 0 warnings, 0 notes, 0 inconclusive; beside these 1 accepted and 0 of the baseline; in 5 files with 1 certificate
#  Roots trusted: Mozilla's of 2026-10-23 (--trust-anchors names others)
#  Configuration: tests/goldens/accepting.toml (SHA-256 e02b707e467d5c42bd9f77662a12d253731908c1227e5655c999c344bf8e9d1d)
#  Configuration: samples/seeds-case/msstd.toml (SHA-256 8a4f3409afd20e1ada5e01d94c5155b900fb1532b5a93350f6d8a3df5ba94bba)
#  Judged at 2026-06-01T00:00:00Z (--at) for client analyzer. No network was used.
#
# 1: Contoso, hybrid (samples/seeds-case)
#    fails: Outlook requires `msstd:mail.contoso.com`, but the certificate that covers the host is issued to `hybrid.contoso.com`
#    For whom: Outlook Anywhere clients (RPC over HTTP), not MAPI over HTTP
#    First step: Set-OutlookProvider EXPR -CertPrincipalName:"msstd:hybrid.contoso.com"
#    5 files: 1 autodiscover, 1 certificate, 1 cmdlet:OutlookProvider, 1 configuration, 1 documentation; 1 certificate, 1 of a server
#    Nothing was left undecided.

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
# or: New-ExchangeCertificate -GenerateRequest -SubjectName "CN=mail.contoso.com" -DomainName mail.contoso.com,hybrid.contoso.com,autodiscover.contoso.com
