"""A zone as sites have them: hosts, mail, services, aliases by hand, wildcards, a delegation; no clone in it."""

import random

ORIGIN = "corp.example"


class MixedZone:
    def __init__(self, hosts=20_000, seed=2):
        self.hosts = hosts
        self._seed = seed

    def write_zone(self, path):
        with open(path, "w") as file:
            file.write(f"$ORIGIN {ORIGIN}.\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 3600 600 604800 300\n")
            file.write("@ IN NS ns1\n@ IN NS ns2\nns1 IN A 192.0.2.1\nns2 IN A 192.0.2.2\n")
            file.write("@ IN MX 10 mail1\n@ IN MX 20 mail2\nmail1 IN A 192.0.2.3\nmail2 IN A 192.0.2.4\n")
            file.write("_ldap._tcp IN SRV 0 5 389 host0\n*.apps IN A 192.0.2.5\n")
            file.write("branch IN NS ns.branch\nns.branch IN A 192.0.2.6\n")
            for number in range(self.hosts):
                file.write(f"host{number} IN A 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\n")
                if number % 4 == 0:
                    file.write(f"host{number} IN AAAA 2001:db8::{number:x}\n")
                if number % 10 == 0:
                    file.write(f"www{number} IN CNAME host{number}\n")
                if number % 20 == 0:
                    file.write(f'host{number} IN TXT "rack {number // 20}"\n')

    def write_queries(self, path, count=200_000):
        draw = random.Random(self._seed)
        with open(path, "w") as file:
            for _ in range(count):
                number = draw.randrange(self.hosts)
                kind = draw.random()
                if kind < 0.60:
                    line = f"host{number}.{ORIGIN} A"
                elif kind < 0.70:
                    line = f"host{number}.{ORIGIN} AAAA"
                elif kind < 0.80:
                    line = f"www{number // 10 * 10}.{ORIGIN} A"
                elif kind < 0.85:
                    line = f"{ORIGIN} MX"
                elif kind < 0.90:
                    line = f"a{number}.apps.{ORIGIN} A"
                elif kind < 0.95:
                    line = f"missing{number}.{ORIGIN} A"
                else:
                    line = f"x{number}.branch.{ORIGIN} A"
                file.write(line + "\n")
