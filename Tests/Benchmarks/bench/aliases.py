"""A lab of N machines: as a registry, as a zone file, as a hosts file; and the queries about it."""

import random
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field

DOMAIN = "lab.contoso.com"
MACHINES_PER_ENVIRONMENT = 200


@dataclass
class Lab:
    """`aliases[i]` has the address 10.1.0.0 + i, and its machine the MAC `mac` + i."""

    count: int
    seed: int = 1
    cidr: str = "10.0.0.0/8"
    range: str = "10.1.0.0-10.254.255.255"
    mac: int = 0x001B01000001
    #: Whether the machines have leases.
    leased: bool = True
    aliases: list[str] = field(init=False)
    domain = DOMAIN

    def __post_init__(self):
        draw = random.Random(self.seed)
        self.aliases = [alias(draw) for _ in range(self.count)]

    def address(self, index):
        number = (10 << 24) + (1 << 16) + index
        return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))

    def write_zone(self, path):
        """An RFC 1035 master file, for the peers."""
        with open(path, "w") as file:
            file.write(f"$ORIGIN {DOMAIN}.\n$TTL 30\n@ IN SOA ns hostmaster 1 3600 600 604800 10\n@ IN NS ns\n")
            file.write("ns IN A 127.0.0.1\n")
            file.writelines(f"{name} IN A {self.address(i)}\n" for i, name in enumerate(self.aliases))

    def write_hosts(self, path):
        with open(path, "w") as file:
            file.writelines(f"{self.address(i)} {name}.{DOMAIN}\n" for i, name in enumerate(self.aliases))

    def write_queries(self, path, count=200_000):
        """90 % existing aliases, 5 % missing ones, 5 % for a type that is not there."""
        draw = random.Random(self.seed + 1)
        with open(path, "w") as file:
            for _ in range(count):
                kind = draw.random()
                name = alias(draw) if 0.90 <= kind < 0.95 else draw.choice(self.aliases)
                file.write(f"{name}.{DOMAIN} {'AAAA' if kind >= 0.95 else 'A'}\n")

    def write_registry(self, namesake, path):
        """The command makes the registry and its network; the rows come by bulk, as no command makes a million."""
        words = ["network", "add", "lab", "--cidr", self.cidr, "--range", self.range, "--domain", DOMAIN]
        # Kea does not ask the wire for an address before it gives it, so nobody here does.
        words += ["--probe", "off"]
        # Room for the clone that is made under load.
        pool = (self.mac, self.mac + self.count + 999)
        words += ["--mac-pool", "..".join(mac.to_bytes(6).hex("-").upper() for mac in pool), "--registry", path]
        subprocess.run([namesake, *words], check=True, stdout=subprocess.DEVNULL)
        database = sqlite3.connect(path, isolation_level=None)
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN")
        now = int(time.time())
        base_address = (10 << 24) + (1 << 16)
        environments = range(1, -(-self.count // MACHINES_PER_ENVIRONMENT) + 1)
        database.executemany(
            "INSERT INTO environment (id, name, network, created) VALUES (?, ?, 1, ?)",
            ((number, f"env{number}", now) for number in environments),
        )
        machines = range(1, self.count + 1)
        database.executemany(
            "INSERT INTO machine (id, environment, ordinal, name, private_address, private_mac) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    number,
                    (number - 1) // MACHINES_PER_ENVIRONMENT + 1,
                    (number - 1) % MACHINES_PER_ENVIRONMENT + 1,
                    f"m{(number - 1) % MACHINES_PER_ENVIRONMENT}",
                    0xC0A81700 + (number - 1) % MACHINES_PER_ENVIRONMENT + 1,
                    0x020000000000 + number,
                )
                for number in machines
            ),
        )
        database.executemany("INSERT INTO alias (name, machine) VALUES (?, ?)", zip(self.aliases, machines))
        database.executemany(
            "INSERT INTO public_interface (machine, network, mac) VALUES (?, 1, ?)",
            ((number, self.mac + number - 1) for number in machines),
        )
        if self.leased:
            database.executemany(
                "INSERT INTO lease (mac, address, network, machine, state, starts, expires) VALUES (?, ?, 1, ?, 1, ?, ?)",
                ((self.mac + n - 1, base_address + n - 1, n, now, now + 86_400) for n in machines),
            )
        database.execute("COMMIT")
        database.close()


def alias(draw):
    return f"VSLM-{draw.getrandbits(32):08x}-{draw.getrandbits(68):017x}-{draw.getrandbits(32):08x}"
