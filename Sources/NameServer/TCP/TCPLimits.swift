package import NIOCore

/// What TCP clients may use up (RFC 7766 §6.2, §10).
package struct TCPLimits: Sendable {
    /// Connections in all, and from one address. At a limit the one that has been idle the longest is closed, so that a
    /// newcomer is never refused and nobody can fill the table for good.
    package var connections = 512
    package var connectionsPerClient = 64
    /// From the connection, or the last reply, to the next query's first octet; and for a client to take replies.
    package var idle = TimeAmount.seconds(10)
    /// From a message's first octet to its last; octets in between do not extend it.
    package var message = TimeAmount.seconds(5)
    /// Reply octets that may wait for a client that does not read. Above it we stop reading from the client.
    package var pendingReplies = 128 * 1024

    package init() {}
}
