"""How the app is served, and the limits it keeps."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from onrecord.errors import UsageError

LEAST_TOKEN = 16
"""Characters of a token."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who serves decides.

    Attributes:
        host, port: where to listen.
        token: what a visitor must show; None lets everybody on this machine in.
        hosts: names by which the app may be called beside those of this machine.
        largest: bytes of a request's body.
        burst, rate: requests that one visitor may make at once, and a second after that.
    """

    host: str = "127.0.0.1"
    port: int = 8321
    token: str | None = None
    hosts: tuple[str, ...] = ()
    largest: int = 64_000_000
    burst: int = 400
    rate: float = 40.0
    names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < LEAST_TOKEN:
            raise UsageError(f"--token: a token has at least {LEAST_TOKEN} characters; this has {len(self.token)}")
        if not loopback(self.host) and self.token is None:
            raise UsageError(
                f"--host {self.host} lets other machines in: give a token with --token or ONRECORD_TOKEN, or serve on 127.0.0.1"
            )
        own = {"localhost", "127.0.0.1", "[::1]", *self.hosts}
        if self.host not in ("0.0.0.0", "::"):
            own.add(f"[{self.host}]" if ":" in self.host else self.host)
        object.__setattr__(self, "names", frozenset(n.casefold() for n in own))


def loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
