"""The interfaces of public statistics, one module each; a new one is a class with the methods of `InterfaceReader`."""

from collections.abc import Mapping

from auditlib.fetch.interfaces.fhi import Fhi
from auditlib.fetch.interfaces.protocol import Asked, InterfaceReader, Request
from auditlib.fetch.interfaces.pxweb1 import PxWeb1
from auditlib.fetch.interfaces.pxweb2 import PxWeb2
from auditlib.fetch.interfaces.udir import Udir
from auditlib.tables.fetches import Interface

INTERFACES: Mapping[Interface, InterfaceReader] = {
    Interface.PXWEB1: PxWeb1(),
    Interface.PXWEB2: PxWeb2(),
    Interface.FHI: Fhi(),
    Interface.UDIR: Udir(),
}

__all__ = ["INTERFACES", "Asked", "InterfaceReader", "Request"]
