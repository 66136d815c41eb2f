"""Measures the servers against their peers: same machine, same data, same run, one after another."""
