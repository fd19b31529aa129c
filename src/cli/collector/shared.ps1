$version = '{version}'
$invariant = [Globalization.CultureInfo]::InvariantCulture
$now = [DateTime]::UtcNow
$notRead = New-Object Collections.ArrayList
$nothing = New-Object Collections.ArrayList
# This class also works where only FIPS-validated algorithms are allowed.
Add-Type -AssemblyName System.Core
$sha256 = New-Object Security.Cryptography.SHA256CryptoServiceProvider
if (-not $Path -and $MyInvocation.MyCommand.Path) { $Path = Split-Path -Parent $MyInvocation.MyCommand.Path }
if (-not $Path) { $Path = '.' }

function Add-NotRead([string]$what, [string]$why) {
    $line = $what + ': ' + ($why -replace '\s+', ' ').Trim()
    [void]$notRead.Add($line)
    Write-Host ('  not read: ' + $line)
}

# A new folder below $Path, named by what is collected and when.
function New-Folder([string]$name) {
    $below = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
    if ($below -match '[\[\]*?]') { throw ('Choose a folder without [ ] * ? in its path: ' + $below) }
    $stamp = $now.ToString("yyyyMMdd'T'HHmmss'Z'", $invariant)
    $folder = Join-Path $below ('msstd-' + ($name -replace '[^A-Za-z0-9.-]', '_') + '-' + $stamp)
    [void][IO.Directory]::CreateDirectory($folder)
    $folder
}

function Get-Sha256([string]$file) {
    $stream = [IO.File]::OpenRead($file)
    try { [BitConverter]::ToString($sha256.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
    finally { $stream.Close() }
}

# Writes the manifest, and says at the end what could not be read and why.
function Save-Manifest([string[]]$versions) {
    $files = @(Get-ChildItem -Path $folder | Where-Object { -not $_.PSIsContainer } | Sort-Object -Property Name)
    $lines = @(
        '# msstd manifest 1',
        ('# collected: ' + $now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", $invariant)),
        ('# host: ' + [Environment]::MachineName),
        ('# script: ' + $version),
        ('# PowerShell: ' + $PSVersionTable.PSVersion),
        ('# Windows: ' + [Environment]::OSVersion.VersionString)
    )
    foreach ($line in $versions) { $lines += '# ' + $line }
    foreach ($name in $nothing) { $lines += '# no objects: ' + $name }
    foreach ($line in $notRead) { $lines += '# not read: ' + $line }
    $lines += '# files: ' + $files.Count
    foreach ($file in $files) { $lines += (Get-Sha256 $file.FullName) + ' *' + $file.Name }
    [IO.File]::WriteAllLines((Join-Path $folder 'manifest.txt'), [string[]]$lines)

    Write-Host ''
    Write-Host ([string]$files.Count + ' files in ' + $folder)
    if ($notRead.Count -gt 0) {
        Write-Host ('Not read: ' + $notRead.Count)
        foreach ($line in $notRead) { Write-Host ('  ' + $line) }
    }
    Write-Host 'Send the folder as one ZIP archive, unchanged. Check it with: msstd check FOLDER'
}
