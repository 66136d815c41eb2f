internal import Logging

extension WriterThread {
    /// Tells, to who wants to watch (`debug`), what a committed batch began, ended or found; a renewal is none of it.
    func tell(_ changes: [LeaseChange]) {
        guard log.logLevel <= .debug else { return }
        for case .event(let event) in changes {
            var metadata: Logger.Metadata = ["event": "\(event.kind.rawValue)", "mac": "\(event.mac)"]
            if let address = event.address { metadata["address"] = "\(address)" }
            if let detail = event.detail { metadata["detail"] = "\(detail)" }
            log.debug("lease", metadata: metadata)
        }
    }
}
