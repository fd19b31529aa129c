# The first of these cmdlets that is here.
function Select-Cmdlet([string]$names) {
    foreach ($name in ($names -replace '[()]', '').Split(' ')) {
        if (Get-Command -Name $name -ErrorAction SilentlyContinue) { return $name }
    }
    Add-NotRead $names 'no such cmdlet here: this version of Exchange lacks it, or your role does not include it'
}

function Test-Error($object) { $object -is [Management.Automation.ErrorRecord] }

# The objects of a cmdlet. What it reports as an error is noted, and the rest is kept.
function Read-Objects([string]$cmdlet, [hashtable]$parameters, [string]$what) {
    try { $read = @(& $cmdlet @parameters 2>&1) } catch { $read = @($_) }
    $failures = @($read | Where-Object { Test-Error $_ })
    $hasSwitch = (Get-Command -Name $cmdlet).Parameters.ContainsKey('ADPropertiesOnly')
    if ($failures.Count -gt 0 -and $hasSwitch -and -not $parameters.ContainsKey('ADPropertiesOnly')) {
        # IIS of that server cannot be read from here: the directory has the names at least.
        foreach ($failure in $failures) { Add-NotRead ($what + ' (IIS)') $failure }
        $parameters['ADPropertiesOnly'] = $true
        return (Read-Objects $cmdlet $parameters ($what + ' -ADPropertiesOnly'))
    }
    foreach ($failure in $failures) { Add-NotRead $what $failure }
    $read | Where-Object { -not (Test-Error $_) }
}

function Save-Objects([string]$cmdlet, [object[]]$objects) {
    if ($objects.Count -eq 0) {
        $failed = @($notRead | Where-Object { $_.StartsWith($cmdlet) })
        if ($failed.Count -eq 0) { [void]$nothing.Add($cmdlet) }
        return
    }
    try { $objects | Export-Clixml -Path (Join-Path $folder ($cmdlet + '.xml')) -ErrorAction Stop }
    catch { Add-NotRead $cmdlet $_ }
}
