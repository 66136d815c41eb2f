"""Three DHCP clients, each made to send what clones of one template send: the same client identifier."""

from .dhclient import Dhclient
from .dhcpcd import Dhcpcd
from .udhcpc import Udhcpc

ALL = (Udhcpc, Dhclient, Dhcpcd)
