#Requires -Version 2.0
<#
.SYNOPSIS
Collects from Exchange Online what msstd compares with the servers of a hybrid. Reads only: it changes nothing.
.DESCRIPTION
Run it in PowerShell after Connect-ExchangeOnline. Membership in the role group View-Only Organization Management is
enough. It makes one folder with
- the output of each cmdlet that msstd reads, as CLIXML,
- manifest.txt: date, computer, versions, what could not be read and why, and the SHA-256 of each file.
It opens no connection itself; the cmdlets ask Exchange Online in the session that is there.
.PARAMETER Path
Where to make the folder. Default: the folder of this script.
.EXAMPLE
.\Collect-ExchangeOnline.ps1 -Path D:\exports
#>
param([string]$Path)

# {shared}
$forOrganization = @(
    'Get-OnPremisesOrganization', 'Get-InboundConnector', 'Get-OutboundConnector', 'Get-AcceptedDomain',
    'Get-OrganizationRelationship', 'Get-IntraOrganizationConnector'
)

# {cmdlets}
if (-not (Get-Command -Name Get-InboundConnector -ErrorAction SilentlyContinue)) {
    throw 'Run Connect-ExchangeOnline first: Get-InboundConnector is not here.'
}
$folder = New-Folder 'ExchangeOnline'
foreach ($name in $forOrganization) {
    $cmdlet = Select-Cmdlet $name
    if (-not $cmdlet) { continue }
    Write-Host $cmdlet
    Save-Objects $cmdlet @(Read-Objects $cmdlet @{} $cmdlet)
}
Save-Manifest @()
