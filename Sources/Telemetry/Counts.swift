/// Counts that are added up place by place.
extension [UInt64] {
    /// - Parameter other: as many.
    package mutating func add(_ other: [UInt64]) {
        for index in indices { self[index] &+= other[index] }
    }

    /// Without letting go of the memory.
    package mutating func zero() {
        for index in indices { self[index] = 0 }
    }
}
