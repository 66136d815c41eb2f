internal import CPrivileges
internal import Glibc

/// What a server may still do, once it has opened what it needs.
///
/// Two steps, both before there is a second thread, because each thread has its own capabilities: `begin` becomes the
/// user that serves and keeps what opening takes; `complete` gives that up as well, with the files, sockets and programs
/// that serving does not need.
package struct Confinement: Sendable {
    /// The user it runs as, by number.
    package let user: UInt32
    /// The capabilities in effect, by name.
    package let capabilities: [String]
    /// What may be read and written, and what may only be read.
    package let files: FileAccess
    /// The version of Landlock that keeps it from all other files; `nil`: this kernel has none.
    package let landlock: Int?
    /// Whether seccomp keeps it from programs and raw sockets.
    package let refusesCalls: Bool

    /// Files and folders that are needed while serving.
    package struct FileAccess: Sendable {
        package var writable: [String]
        package var readable: [String]

        package init(writable: [String], readable: [String]) {
            self.writable = writable
            self.readable = readable
        }
    }

    /// What is left of the way from `begin` to `complete`.
    package struct Beginning: ~Copyable {
        fileprivate let kept: Capabilities

        /// Gives up, for good, everything but the files named.
        package consuming func complete(files: FileAccess) throws(PrivilegeError) -> Confinement {
            try Confinement.checkThreads()
            try Confinement.keep(kept, bounding: kept)
            let landlock = try Confinement.keep(files)
            let calls = try Confinement.checked(cprivileges_keep_calls(), "give up system calls")
            return Confinement(
                user: geteuid(), capabilities: Capabilities(rawValue: cprivileges_capabilities()).names, files: files,
                landlock: landlock > 0 ? Int(landlock) : nil, refusesCalls: calls > 0)
        }
    }

    /// Becomes the user, with what it takes to open sockets.
    ///
    /// - Parameter user: `nil`: whoever this is already.
    /// - Parameter niceness: what a thread may raise its priority to later.
    package static func begin(as user: ServingUser?, niceness: Int32) throws(PrivilegeError) -> Beginning {
        try checkThreads()
        var kept: Capabilities = []
        // Where the limit may not be raised, as in some containers, the capability does what it would.
        if cprivileges_allow_niceness(niceness) < 0 { kept.insert(.sysNice) }
        if let user, !user.isCurrent {
            guard geteuid() == 0 else { throw .notRoot(user: user.name) }
            try checked(
                cprivileges_become(user.name, user.user, user.group), "become user \(user.name)")
        }
        if geteuid() == 0 { kept.formUnion(.rootsFiles) }
        // Now, while this may still change it. It only counts for programs that are started.
        try keep(kept.union(.toOpen), bounding: kept)
        return Beginning(kept: kept)
    }

    /// Whether this kernel can keep a process from files for good.
    package static var kernelKeepsFiles: Bool { cprivileges_landlock_version() > 0 }

    /// Whether a second thread would keep what this one gives up.
    private static func checkThreads() throws(PrivilegeError) {
        let count = Int(cprivileges_thread_count())
        guard count <= 1 else { throw .threads(count) }
    }

    private static func keep(_ capabilities: Capabilities, bounding: Capabilities) throws(PrivilegeError) {
        try checked(
            cprivileges_keep_capabilities(capabilities.rawValue, bounding.rawValue), "give up capabilities")
    }

    private static func keep(_ files: FileAccess) throws(PrivilegeError) -> Int32 {
        // Copies that live as long as the call; the strings' own storage would only live for one each.
        let paths = files.writable.map { (strdup($0), Int32(0)) } + files.readable.map { (strdup($0), Int32(1)) }
        defer { for path in paths { free(path.0) } }
        let list = paths.map { cprivileges_path(path: $0.0, read_only: $0.1) }
        return try checked(
            cprivileges_keep_files(list, UInt32(list.count)),
            "give up files but \((files.writable + files.readable).joined(separator: ", "))")
    }

    @discardableResult
    private static func checked(_ result: Int32, _ action: String) throws(PrivilegeError) -> Int32 {
        guard result >= 0 else { throw .system(action: action, code: -result) }
        return result
    }
}

extension Confinement {
    /// For the log: what is left, in the order in which people ask.
    package var metadata: [(String, String)] {
        [
            ("user", "\(user)"),
            ("capabilities", capabilities.isEmpty ? "none" : capabilities.joined(separator: " ")),
            ("writes", files.writable.joined(separator: " ")),
            ("reads", files.readable.joined(separator: " ")),
            ("landlock", landlock.map { "\($0)" } ?? "not in this kernel"),
            ("seccomp", refusesCalls ? "on" : "not in this kernel"),
        ]
    }
}
