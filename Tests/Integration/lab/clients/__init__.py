"""Four DHCP clients, each made to send what clones of one template send: the same client identifier."""

from .dhclient import Dhclient
from .dhcpcd import Dhcpcd
from .networkd import Networkd
from .udhcpc import Udhcpc

ALL = (Udhcpc, Dhclient, Dhcpcd, Networkd)
