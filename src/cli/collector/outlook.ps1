#Requires -Version 2.0
<#
.SYNOPSIS
Collects from an Outlook client what msstd checks. Reads only: it changes nothing.
.DESCRIPTION
Run it in Windows PowerShell as the user whose mailbox it is. It makes one folder with
- profiles.reg: of each Outlook profile and of the policy the settings of Outlook Anywhere, and nothing else,
- autodiscover.xml: the response to this user's request,
- manifest.txt: date, computer, versions, what could not be read and why, and the SHA-256 of each file.
The request goes to the Autodiscover host of the mail domain, over HTTPS alone, with the credentials of this session.
.PARAMETER EmailAddress
The mail address of the user.
.PARAMETER Url
Where to send the request instead, for example https://autodiscover.contoso.com/autodiscover/autodiscover.xml
.PARAMETER Path
Where to make the folder. Default: the folder of this script.
.EXAMPLE
.\Collect-Outlook.ps1 -EmailAddress anna@contoso.com
#>
param([Parameter(Mandatory = $true)][string]$EmailAddress, [string[]]$Url, [string]$Path)

# {shared}
# Proxy server, principal name, flags and authentication: of a profile by MAPI tag, of the policy by name.
$settings = @(
    '001f6622', '001e6622', '001f6625', '001e6625', '00036623', '00036627',
    'ProxyServer', 'ProxyServerPrincipalName', 'ProxyServerFlags', 'ProxyAuthenticationServiceType'
)

# A value as a .reg file has it.
function Format-Value($key, [string]$name) {
    $value = $key.GetValue($name)
    switch ([string]$key.GetValueKind($name)) {
        'Binary' { 'hex:' + [BitConverter]::ToString($value).Replace('-', ',').ToLowerInvariant() }
        'DWord' { 'dword:' + $value.ToString('x8', $invariant) }
        default { '"' + $value.Replace('\', '\\').Replace('"', '\"') + '"' }
    }
}

function Save-Profiles {
    $software = 'Registry::HKEY_CURRENT_USER\Software\'
    $roots = @($software + 'Microsoft\Windows NT\CurrentVersion\Windows Messaging Subsystem\Profiles')
    foreach ($office in '12.0', '14.0', '15.0', '16.0') {
        $roots += $software + 'Microsoft\Office\' + $office + '\Outlook\Profiles'
        $roots += $software + 'Policies\Microsoft\Office\' + $office + '\Outlook\RPC'
    }
    $lines = @()
    foreach ($root in @($roots | Where-Object { Test-Path -LiteralPath $_ })) {
        foreach ($key in @(Get-Item -LiteralPath $root) + @(Get-ChildItem -LiteralPath $root -Recurse)) {
            $own = @($key.GetValueNames() | Where-Object { $settings -contains $_ })
            if ($own.Count -gt 0) { $lines += '', ('[' + $key.Name + ']') }
            foreach ($name in $own) { $lines += '"' + $name + '"=' + (Format-Value $key $name) }
        }
    }
    if ($lines.Count -eq 0) { [void]$nothing.Add('settings of Outlook Anywhere in profiles'); return }
    $lines = @('Windows Registry Editor Version 5.00') + $lines
    [IO.File]::WriteAllLines((Join-Path $folder 'profiles.reg'), [string[]]$lines, [Text.Encoding]::Unicode)
}

# Asks as Outlook does. A redirection is not followed: its target is somebody else's choice.
function Get-Response([string]$address) {
    $schema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook/'
    $body = '<?xml version="1.0" encoding="utf-8"?><Autodiscover xmlns="' + $schema + 'requestschema/2006"><Request>' +
        '<EMailAddress>' + [Security.SecurityElement]::Escape($EmailAddress) + '</EMailAddress>' +
        '<AcceptableResponseSchema>' + $schema + 'responseschema/2006a</AcceptableResponseSchema>' +
        '</Request></Autodiscover>'
    $bytes = [Text.Encoding]::UTF8.GetBytes($body)
    $request = [Net.WebRequest]::Create($address)
    $request.Method = 'POST'
    $request.ContentType = 'text/xml; charset=utf-8'
    $request.UseDefaultCredentials = $true
    $request.AllowAutoRedirect = $false
    $request.Timeout = 30000
    $request.Headers.Add('X-MapiHttpCapability', '1')
    $request.Headers.Add('X-ClientCanHandle', 'Negotiate, ExHttpInfo')
    $stream = $request.GetRequestStream()
    $stream.Write($bytes, 0, $bytes.Length)
    $stream.Close()
    $response = $request.GetResponse()
    try {
        if ([int]$response.StatusCode -ne 200) {
            throw ('HTTP ' + [int]$response.StatusCode + ', Location: ' + $response.Headers['Location'])
        }
        $reader = New-Object IO.StreamReader($response.GetResponseStream(), [Text.Encoding]::UTF8)
        $reader.ReadToEnd()
    }
    finally { $response.Close() }
}

if (-not $Url) {
    $domain = $EmailAddress.Substring($EmailAddress.IndexOf('@') + 1)
    $Url = @('https://autodiscover.', 'https://') | ForEach-Object { $_ + $domain + '/autodiscover/autodiscover.xml' }
}
# .NET before 4.7 offers TLS 1.0 alone by default. 3072 is TLS 1.2; 0 is what the system offers.
$protocols = [int][Net.ServicePointManager]::SecurityProtocol
try { if ($protocols -ne 0) { [Net.ServicePointManager]::SecurityProtocol = $protocols -bor 3072 } }
catch { Write-Host 'TLS 1.2 is not available' }
$folder = New-Folder ('outlook-' + [Environment]::MachineName)

Write-Host 'profiles'
try { Save-Profiles } catch { Add-NotRead 'profiles' $_ }
foreach ($address in $Url) {
    Write-Host $address
    if ($address -notmatch '^https://') { Add-NotRead $address 'not https'; continue }
    try {
        [IO.File]::WriteAllText((Join-Path $folder 'autodiscover.xml'), (Get-Response $address))
        break
    }
    catch { Add-NotRead $address $_ }
}
Save-Manifest @()
