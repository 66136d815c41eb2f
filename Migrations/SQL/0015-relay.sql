-- What a relay said last of a lease's client (option 82, RFC 3046), whole, for whoever asks about the lease (RFC 4388
-- §6.4.2).
--
-- A row only where a relay said something, and beside the lease, not in it: a client hangs where it hung before, so a
-- renewal finds here what it brings and writes nothing.

CREATE TABLE lease_relay (
    mac INTEGER PRIMARY KEY REFERENCES lease ON DELETE CASCADE,
    information BLOB NOT NULL CHECK (length(information) BETWEEN 1 AND 512)
) STRICT;
