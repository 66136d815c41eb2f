-- What guests are told beside their address: by network, and by role over it. The role '' is every machine's.

-- The routers after the first, which is in the table network.
CREATE TABLE network_router (
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    address INTEGER NOT NULL CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    PRIMARY KEY (network, ordinal)
) STRICT, WITHOUT ROWID;

-- Values are text with their kinds (`ip:10.86.51.1`), as people gave them.
CREATE TABLE network_option (
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    role TEXT NOT NULL COLLATE NOCASE CHECK (length(role) <= 63),
    code INTEGER NOT NULL CHECK (code BETWEEN 1 AND 254),
    value TEXT NOT NULL,
    forced INTEGER NOT NULL CHECK (forced IN (0, 1)),
    PRIMARY KEY (network, role, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE network_next_server (
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    role TEXT NOT NULL COLLATE NOCASE CHECK (length(role) <= 63),
    address INTEGER NOT NULL CHECK (address BETWEEN 0x01000000 AND 0xDFFFFFFF),
    PRIMARY KEY (network, role)
) STRICT, WITHOUT ROWID;

-- The architecture -1 is any.
CREATE TABLE network_boot_file (
    network INTEGER NOT NULL REFERENCES network ON DELETE CASCADE,
    role TEXT NOT NULL COLLATE NOCASE CHECK (length(role) <= 63),
    architecture INTEGER NOT NULL CHECK (architecture BETWEEN -1 AND 65535),
    file TEXT NOT NULL CHECK (length(file) BETWEEN 1 AND 255),
    PRIMARY KEY (network, role, architecture)
) STRICT, WITHOUT ROWID;
