"""A test lab of network namespaces: a switch, the server, guests that are clones of each other, and a desktop.

Everything is made by the test and removed by it, also when it fails. No packet leaves the namespaces.
"""
