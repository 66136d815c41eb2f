internal import CSockets

/// The memory of this process.
package enum ProcessMemory {
    /// Gives back to the system what was freed and may not be needed again, as after start-up.
    package static func giveBackUnused() {
        csockets_give_back_memory()
    }
}
