internal import DHCPWire
internal import Registry

/// What a client says of itself that changes what it is told.
struct ClientTraits {
    /// `MSFT 5.0` and the like: Windows, which takes sub-options of Microsoft's in option 43.
    let isWindows: Bool
    /// UEFI HTTP boot: it takes an offer only if option 60 answers it (UEFI specification §24.7.3).
    let isHTTPBoot: Bool
    /// Whether it asks for option 121 and will be told routes.
    let takesRoutes: Bool
    /// What it boots, if it is told anything.
    let boot: ReplyOptions.Boot?
    private let hasName: Bool

    static let httpClient = Array("HTTPClient".utf8)
    private static let windows = Array("MSFT ".utf8)

    init(of request: DHCPMessage, _ datagram: Span<UInt8>, _ options: ReplyOptions) {
        isWindows = Self.begins(request.vendorClass, datagram, Self.windows)
        hasName = request.clientFQDN.isPresent
        boot = options.hasBootFiles ? Self.boot(request, datagram, options) : nil
        isHTTPBoot = boot != nil && Self.begins(request.vendorClass, datagram, Self.httpClient)
        takesRoutes = !options.place(of: 121).isEmpty && Self.asks(121, request, datagram)
    }

    /// What it gets although it may not have asked for it.
    func unasked(isFileNamed: Bool) -> [DHCPOptionCode] {
        guard isWindows || isHTTPBoot || hasName || boot != nil else { return [] }
        var codes: [DHCPOptionCode] = []
        if isHTTPBoot { codes.append(.vendorClass) }
        if boot != nil, isHTTPBoot || !isFileNamed { codes.append(.bootFile) }
        if isWindows { codes.append(.vendorOptions) }
        if hasName { codes.append(.clientFQDN) }
        return codes
    }

    private static func begins(_ value: DHCPOptionValue, _ datagram: Span<UInt8>, _ prefix: [UInt8]) -> Bool {
        guard value.count >= prefix.count else { return false }
        for index in prefix.indices where value.octet(at: index, of: datagram) != prefix[index] { return false }
        return true
    }

    private static func asks(_ code: UInt8, _ request: DHCPMessage, _ datagram: Span<UInt8>) -> Bool {
        let list = request.parameterRequestList
        for index in 0..<list.count where list.octet(at: index, of: datagram) == code { return true }
        return false
    }

    /// The first of its architectures for which there is a file counts (RFC 4578 §2.1: in the order of preference).
    private static func boot(
        _ request: DHCPMessage, _ datagram: Span<UInt8>, _ options: ReplyOptions
    ) -> ReplyOptions.Boot? {
        let list = request.clientArchitecture
        for index in stride(from: 0, to: min(list.count, 16) - 1, by: 2) {
            let number =
                UInt16(list.octet(at: index, of: datagram)) << 8 | UInt16(list.octet(at: index + 1, of: datagram))
            if let boot = options.boot(BootArchitecture(number)) { return boot }
        }
        return options.boot(.any)
    }
}
