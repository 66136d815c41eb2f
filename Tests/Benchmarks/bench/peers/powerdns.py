"""PowerDNS with its SQLite backend and its caches, as it comes."""

import sqlite3

from ..process import Running

#: What the backend's own queries ask for.
SCHEMA = """
CREATE TABLE domains (id INTEGER PRIMARY KEY, name VARCHAR(255) NOT NULL, master VARCHAR(128), last_check INTEGER,
  type VARCHAR(8) NOT NULL, notified_serial INTEGER, account VARCHAR(40), options VARCHAR(65535), catalog VARCHAR(255));
CREATE UNIQUE INDEX name_index ON domains(name);
CREATE TABLE records (id INTEGER PRIMARY KEY, domain_id INTEGER, name VARCHAR(255), type VARCHAR(10),
  content VARCHAR(65535), ttl INTEGER, prio INTEGER, disabled BOOLEAN DEFAULT 0, ordername VARCHAR(255), auth BOOL DEFAULT 1);
CREATE INDEX records_lookup_idx ON records(name, type);
CREATE INDEX records_lookup_id_idx ON records(domain_id, name, type);
CREATE TABLE domainmetadata (id INTEGER PRIMARY KEY, domain_id INTEGER, kind VARCHAR(32), content TEXT);
CREATE TABLE cryptokeys (id INTEGER PRIMARY KEY, domain_id INTEGER, flags INTEGER, active BOOL, published BOOL, content TEXT);
CREATE TABLE tsigkeys (id INTEGER PRIMARY KEY, name VARCHAR(255), algorithm VARCHAR(50), secret VARCHAR(255));
CREATE TABLE comments (id INTEGER PRIMARY KEY, domain_id INTEGER, name VARCHAR(255), type VARCHAR(10),
  modified_at INTEGER, account VARCHAR(40), comment VARCHAR(65535));
CREATE TABLE supermasters (ip VARCHAR(64), nameserver VARCHAR(255), account VARCHAR(40));
"""


def records(core, port, folder, lab, origin):
    path = folder / "powerdns.sqlite"
    if not path.exists():
        database = sqlite3.connect(path)
        database.executescript(SCHEMA)
        database.execute("INSERT INTO domains (id, name, type) VALUES (1, ?, 'NATIVE')", (origin,))
        insert = "INSERT INTO records (domain_id, name, type, content, ttl) VALUES (1, ?, ?, ?, 30)"
        soa = f"ns.{origin} hostmaster.{origin} 1 3600 600 604800 10"
        database.execute(insert, (origin, "SOA", soa))
        database.execute(insert, (origin, "NS", f"ns.{origin}"))
        database.executemany(
            insert, ((f"{name.lower()}.{origin}", "A", lab.address(i)) for i, name in enumerate(lab.aliases))
        )
        database.commit()
        database.close()
    words = ["/usr/sbin/pdns_server", f"--config-dir={folder}", f"--socket-dir={folder}", "--daemon=no", "--guardian=no"]
    words += ["--launch=gsqlite3", f"--gsqlite3-database={path}", "--local-address=127.0.0.1", f"--local-port={port}"]
    words += ["--receiver-threads=1", "--distributor-threads=1", "--loglevel=3", "--security-poll-suffix="]
    return Running(words, core, folder / "powerdns.log")
