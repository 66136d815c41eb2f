internal import Addresses

/// What a Windows guest runs once, in PowerShell 5.1 or later: the private interface by its MAC, the public side without
/// the names that every clone has, and the hosts block.
///
/// Everything that is put into the script is an address, a MAC or a host name, and so needs no quoting but the quotation
/// marks.
package enum WindowsScript {
    package static func text(for state: GuestState) -> String {
        var parts = [heading(for: state), values(for: state), privateInterface]
        if state.directory != nil { parts.append(nameServers) }
        if state.public != nil { parts.append(publicInterfaces) }
        parts.append(hostsFile)
        let lines = parts.joined(separator: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.joined(separator: "\r\n")
    }

    private static func heading(for state: GuestState) -> String {
        """
        \(Heading.comment(for: state))
        # It can be run again: what is right already stays as it is.
        #Requires -Version 5.1
        #Requires -RunAsAdministrator
        Set-StrictMode -Version 2.0
        $ErrorActionPreference = 'Stop'

        """
    }

    private static func values(for state: GuestState) -> String {
        var lines = [
            "$privateMac = '\(state.private.mac)'",
            "$privateAddress = '\(state.private.address)'",
            "$prefixLength = \(state.private.prefixLength)",
            "$hostsLines = \(list(state.hosts.map(\.line)))",
        ]
        if let resolution = state.resolution {
            lines.append("$nameServers = \(list(resolution.servers.map(\.description)))")
            lines.append("$searchDomain = '\(resolution.search?.description ?? "")'")
            let namespaces = ([resolution.search].compactMap { $0 } + resolution.routed).map { ".\($0)" }
            lines.append("$namespaces = \(list(resolution.asksOutside ? namespaces : ["."]))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let privateInterface = """
        # The private interface has one address, for good, and no way out (R45-R52).
        $private = @(Get-NetAdapter | Where-Object { $_.MacAddress -eq $privateMac })
        if ($private.Count -ne 1) { throw "there are $($private.Count) interfaces with the MAC $privateMac, and there must be one" }
        $index = $private[0].ifIndex
        Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -Dhcp Disabled
        $present = @(Get-NetIPAddress -InterfaceIndex $index -AddressFamily IPv4 -ErrorAction SilentlyContinue)
        $present | Where-Object { $_.IPAddress -ne $privateAddress -or $_.PrefixLength -ne $prefixLength } |
            Remove-NetIPAddress -Confirm:$false
        if (-not ($present | Where-Object { $_.IPAddress -eq $privateAddress -and $_.PrefixLength -eq $prefixLength })) {
            New-NetIPAddress -InterfaceIndex $index -AddressFamily IPv4 -IPAddress $privateAddress -PrefixLength $prefixLength |
                Out-Null
        }
        Get-NetRoute -InterfaceIndex $index -DestinationPrefix '0.0.0.0/0' -ErrorAction SilentlyContinue |
            Remove-NetRoute -Confirm:$false

        # 1: NetBIOS over TCP/IP on, 2: off. 0 and 1 are success; the latter asks for a restart.
        function Set-NetBIOS([uint32] $InterfaceIndex, [uint32] $Value) {
            $result = Get-CimInstance -ClassName Win32_NetworkAdapterConfiguration -Filter "InterfaceIndex=$InterfaceIndex" |
                Invoke-CimMethod -MethodName SetTcpipNetbios -Arguments @{ TcpipNetbiosOptions = $Value }
            if ($result.ReturnValue -gt 1) { throw "NetBIOS of interface $InterfaceIndex cannot be set: error $($result.ReturnValue)" }
        }
        # Inside, names are NetBIOS names (R41).
        Set-NetBIOS -InterfaceIndex $index -Value 1

        """

    private static let nameServers = """
        # The domain controller is the name server inside (R90).
        Set-DnsClientServerAddress -InterfaceIndex $index -ServerAddresses $nameServers
        Set-DnsClient -InterfaceIndex $index -ConnectionSpecificSuffix $searchDomain
        # The interface with the lower metric is asked first.
        Set-NetIPInterface -InterfaceIndex $index -AddressFamily IPv4 -InterfaceMetric 5
        Get-DnsClientNrptRule | Where-Object { $_.Comment -eq 'namesake' } | Remove-DnsClientNrptRule -Force
        foreach ($namespace in $namespaces) {
            Add-DnsClientNrptRule -Namespace $namespace -NameServers $nameServers -Comment 'namesake'
        }

        """

    private static let publicInterfaces = """
        # Every other network card is public: an address by DHCP, no NetBIOS (R53), no registration in DNS (R54). Its MAC is
        # another in every clone.
        foreach ($public in @(Get-NetAdapter -Physical | Where-Object { $_.MacAddress -ne $privateMac })) {
            Set-NetIPInterface -InterfaceIndex $public.ifIndex -AddressFamily IPv4 -Dhcp Enabled
            Set-DnsClient -InterfaceIndex $public.ifIndex -RegisterThisConnectionsAddress $false -UseSuffixWhenRegistering $false
            Set-NetBIOS -InterfaceIndex $public.ifIndex -Value 2
        }

        """

    /// The file is read and written octet for octet (code page 28591), so that nothing but the block changes.
    private static let hostsFile = #"""
        # The other machines of the environment (R43).
        $hostsPath = Join-Path $env:SystemRoot 'System32\drivers\etc\hosts'
        $octets = [System.Text.Encoding]::GetEncoding(28591)
        $before = if (Test-Path -LiteralPath $hostsPath) { [System.IO.File]::ReadAllText($hostsPath, $octets) } else { '' }
        $after = [regex]::Replace($before, '(?ms)^# BEGIN namesake.*?^# END namesake[^\n]*(\n|\z)', '')
        if ($hostsLines.Count -gt 0) {
            if ($after -ne '' -and -not $after.EndsWith("`n")) { $after += "`r`n" }
            $block = @('# BEGIN namesake (what is between here and END is replaced)') + $hostsLines + @('# END namesake')
            $after += ($block -join "`r`n") + "`r`n"
        }
        if ($after -cne $before) {
            $written = "$hostsPath.namesake"
            [System.IO.File]::WriteAllText($written, $after, $octets)
            if (Test-Path -LiteralPath $hostsPath) {
                [System.IO.File]::Replace($written, $hostsPath, [NullString]::Value)
            } else {
                [System.IO.File]::Move($written, $hostsPath)
            }
            Clear-DnsClientCache
        }

        """#

    private static func list(_ items: [String]) -> String {
        "@(\(items.map { "'\($0)'" }.joined(separator: ", ")))"
    }
}
