"""A registry that has been in use for long: families of clones, a lease for each machine, and a long history."""

import random
import sqlite3
import subprocess
import time
from dataclasses import dataclass

from .aliases import DOMAIN, alias

MACHINES = 10
#: Clones of one original, itself included.
FAMILY = 100
DAY = 86_400_000
FIRST_MAC = 0x001B01000001
FIRST_ADDRESS = (10 << 24) + (1 << 16)
LEASE_SECONDS = 86_400


@dataclass
class OldRegistry:
    """`env00001` to the last, in families of `FAMILY`; a day of every hundred has evidence of a conflict."""

    environments: int
    events: int
    seed: int = 1

    @property
    def machines(self):
        return self.environments * MACHINES

    def name(self, environment):
        return f"env{environment:05}"

    def mac(self, machine):
        return (FIRST_MAC + machine - 1).to_bytes(6).hex("-").upper()

    def address(self, machine):
        return ".".join(map(str, (FIRST_ADDRESS + machine - 1).to_bytes(4)))

    def write(self, namesake, path):
        """The command makes the registry and its network; the rows come by bulk."""
        last = FIRST_MAC + self.machines + 999
        subprocess.run(
            [namesake, "network", "add", "lab", "--cidr", "10.0.0.0/8", "--range", "10.1.0.0-10.254.255.255"]
            + ["--domain", DOMAIN, "--mac-pool", f"{self.mac(1)}..{last.to_bytes(6).hex('-').upper()}"]
            + ["--lease-seconds", str(LEASE_SECONDS), "--registry", path],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        self._fill(database, random.Random(self.seed), int(time.time()))
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def _fill(self, database, draw, now):
        aliases = [alias(draw) for _ in range(self.machines)]
        environments = range(1, self.environments + 1)
        machines = range(1, self.machines + 1)
        created = now - 400 * 86_400

        def original(environment):
            return (environment - 1) // FAMILY * FAMILY + 1

        def origin(environment):
            first = original(environment)
            return (None, None, None) if first == environment else (first, self.name(first), "latest build")

        def private(machine):
            environment, ordinal = (machine - 1) // MACHINES + 1, (machine - 1) % MACHINES + 1
            return 0xC0A81700 + ordinal, 0x020000000000 + original(environment) * MACHINES + ordinal

        database.executemany(
            "INSERT INTO environment (id, name, network, origin, origin_name, origin_snapshot, created)"
            " VALUES (?, ?, 1, ?, ?, ?, ?)",
            ((number, self.name(number), *origin(number), created) for number in environments),
        )
        database.executemany(
            "INSERT INTO machine (id, environment, ordinal, name, role, private_address, private_mac)"
            " VALUES (?, ?, ?, ?, 'web', ?, ?)",
            (
                (n, (n - 1) // MACHINES + 1, (n - 1) % MACHINES + 1, f"m{(n - 1) % MACHINES + 1}", *private(n))
                for n in machines
            ),
        )
        database.executemany("INSERT INTO alias (name, machine) VALUES (?, ?)", zip(aliases, machines))
        database.executemany(
            "INSERT INTO public_interface (machine, network, mac) VALUES (?, 1, ?)",
            ((n, FIRST_MAC + n - 1) for n in machines),
        )
        database.executemany(
            "INSERT INTO lease (mac, address, network, machine, state, starts, expires, client_identifier)"
            " VALUES (?, ?, 1, ?, 1, ?, ?, x'FF5DE26C1500020000AB119DC1206B6C2C3D44')",
            ((FIRST_MAC + n - 1, FIRST_ADDRESS + n - 1, n, now, now + LEASE_SECONDS) for n in machines),
        )
        database.executemany(
            "INSERT INTO snapshot (id, environment, name, taken, source, source_name) VALUES (?, ?, 'latest build', ?, ?, ?)",
            ((n, n, created, original(n), self.name(original(n))) for n in environments),
        )
        database.executemany(
            "INSERT INTO snapshot_machine VALUES (?, ?, ?, 'web', 0, ?, ?, ?)",
            (
                ((n - 1) // MACHINES + 1, (n - 1) % MACHINES + 1, f"m{(n - 1) % MACHINES + 1}", *private(n),
                 FIRST_MAC + n - 1)
                for n in machines
            ),
        )  # fmt: skip
        columns = (
            "at, kind, environment, machine, mac, address, alias, detail, conflict, other_mac, other_environment,"
            " other_machine"
        )
        database.executemany(
            f"INSERT INTO event (network, {columns}) VALUES ('lab', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._events(draw, aliases, created * 1000, now * 1000),
        )
        database.execute(
            "UPDATE event SET (private_address, private_mac) ="
            " (SELECT private_address, private_mac FROM alias JOIN machine ON machine.id = alias.machine"
            " WHERE alias.name = event.alias) WHERE kind = 'machine.added'"
        )

    def _events(self, draw, aliases, begin, end):
        nobody = (None, None, None)

        def machine(number):
            return (
                self.name((number - 1) // MACHINES + 1), f"m{(number - 1) % MACHINES + 1}", FIRST_MAC + number - 1
            )  # fmt: skip

        for number in range(1, self.machines + 1):
            yield begin, "machine.added", *machine(number), None, aliases[number - 1], "192.168.23.1", None, *nobody
        count = self.events - self.machines
        for index in range(count):
            at = begin + (end - begin) * index // count
            number = draw.randrange(self.machines) + 1
            address = FIRST_ADDRESS + number - 1
            if index % 50:
                kind = "lease.began" if index % 2 else "lease.expired"
                yield at, kind, *machine(number), address, aliases[number - 1], None, None, *nobody
            else:
                other = machine(draw.randrange(self.machines) + 1)
                yield (
                    at, "request.refused", *machine(number), address, aliases[number - 1],
                    "asked for another's address", "address", other[2], other[0], other[1],
                )  # fmt: skip
