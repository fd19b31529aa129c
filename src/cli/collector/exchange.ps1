#Requires -Version 2.0
<#
.SYNOPSIS
Collects the exports that msstd checks. Reads only: it changes nothing on the server or in the organization.
.DESCRIPTION
Run it in the Exchange Management Shell of Exchange 2010 to Subscription Edition. Membership in the role group View-Only
Organization Management is enough. It makes one folder with
- the output of each cmdlet that msstd reads, as CLIXML,
- the certificates of this computer and their issuers, as DER without private keys,
- manifest.txt: date, computer, versions, what could not be read and why, and the SHA-256 of each file.
It opens no connection itself; the cmdlets ask the directory and the Exchange servers.
.PARAMETER Path
Where to make the folder. Default: the folder of this script.
.EXAMPLE
.\Collect-Msstd.ps1 -Path D:\exports
#>
param([string]$Path)

# {shared}
# A name in brackets is an alternative: the first that this version of Exchange has is used.
$forOrganization = @(
    'Get-OutlookProvider', 'Get-ClientAccessService (Get-ClientAccessServer)', 'Get-AcceptedDomain',
    'Get-TransportService (Get-TransportServer)', 'Get-SendConnector', 'Get-ReceiveConnector', 'Get-AuthConfig',
    'Get-AuthServer', 'Get-HybridConfiguration', 'Get-FederationTrust', 'Get-OrganizationRelationship',
    'Get-IntraOrganizationConnector', 'Get-RpcClientAccess'
)
$forServer = @(
    'Get-ExchangeCertificate', 'Get-OutlookAnywhere', 'Get-OwaVirtualDirectory', 'Get-EcpVirtualDirectory',
    'Get-WebServicesVirtualDirectory', 'Get-MapiVirtualDirectory', 'Get-OabVirtualDirectory',
    'Get-ActiveSyncVirtualDirectory', 'Get-AutodiscoverVirtualDirectory', 'Get-PowerShellVirtualDirectory',
    'Get-PopSettings', 'Get-ImapSettings'
)

# {cmdlets}
# What users may do with each receive connector, such as to relay mail.
function Save-Permissions([object[]]$connectors) {
    $cmdlet = Select-Cmdlet 'Get-ADPermission'
    if (-not $cmdlet) { return }
    Write-Host $cmdlet
    $permissions = @()
    foreach ($connector in $connectors) {
        $identity = [string]$connector.Identity
        $read = @(Read-Objects $cmdlet @{ Identity = $identity } ($cmdlet + ' ' + $identity))
        $permissions += @($read | Where-Object { $_.ExtendedRights })
    }
    Save-Objects $cmdlet $permissions
}

# Each certificate of this computer with its issuers. The content type Cert never includes a private key.
function Save-Certificates {
    $issuers = @(Get-ChildItem -Path Cert:\LocalMachine\CA, Cert:\LocalMachine\Root -ErrorAction Stop)
    $next = @(Get-ChildItem -Path Cert:\LocalMachine\My -ErrorAction Stop)
    $saved = @{}
    while ($next.Count -gt 0) {
        $names = @()
        foreach ($certificate in $next) {
            $bytes = $certificate.Export([Security.Cryptography.X509Certificates.X509ContentType]::Cert)
            $file = 'certificate-' + $certificate.Thumbprint + '.cer'
            [IO.File]::WriteAllBytes((Join-Path $folder $file), $bytes)
            $saved[$certificate.Thumbprint] = $true
            $names += $certificate.Issuer
        }
        $next = @($issuers | Where-Object { $names -contains $_.Subject -and -not $saved.ContainsKey($_.Thumbprint) })
    }
}

if (-not (Get-Command -Name Get-OutlookProvider -ErrorAction SilentlyContinue)) {
    throw 'Run this in the Exchange Management Shell: Get-OutlookProvider is not here.'
}
$organization = @(Read-Objects 'Get-OrganizationConfig' @{} 'Get-OrganizationConfig')
$servers = @(Read-Objects 'Get-ExchangeServer' @{} 'Get-ExchangeServer')
$name = [Environment]::MachineName
if ($organization.Count -gt 0) { $name = [string]$organization[0].Name + '-' + $name }
$folder = New-Folder $name

Save-Objects 'Get-OrganizationConfig' $organization
Save-Objects 'Get-ExchangeServer' $servers
$receive = @()
foreach ($names in $forOrganization) {
    $cmdlet = Select-Cmdlet $names
    if (-not $cmdlet) { continue }
    Write-Host $cmdlet
    $objects = @(Read-Objects $cmdlet @{} $cmdlet)
    # The password of a smart host is not collected, not even encrypted.
    foreach ($object in $objects) { $object.PSObject.Properties.Remove('AuthenticationCredential') }
    Save-Objects $cmdlet $objects
    if ($cmdlet -eq 'Get-ReceiveConnector') { $receive = @($objects) }
}
Save-Permissions $receive
$edge = @($servers | Where-Object { [string]$_.ServerRole -match 'Edge' })
foreach ($server in $edge) { Add-NotRead ('server ' + $server.Name) 'an Edge Transport server is not read from here' }
foreach ($names in $forServer) {
    $cmdlet = Select-Cmdlet $names
    if (-not $cmdlet) { continue }
    Write-Host $cmdlet
    $objects = @()
    foreach ($server in @($servers | Where-Object { [string]$_.ServerRole -notmatch 'Edge' })) {
        $what = $cmdlet + ' -Server ' + $server.Name
        $objects += @(Read-Objects $cmdlet @{ Server = [string]$server.Name } $what)
    }
    Save-Objects $cmdlet $objects
}
Write-Host 'certificates'
try { Save-Certificates } catch { Add-NotRead 'certificates of this computer' $_ }

$versions = @($servers | ForEach-Object { 'server: ' + $_.Name + ', ' + $_.AdminDisplayVersion })
Save-Manifest $versions
