"""What holds for every test: no network, no deadline on a shared machine, no user's settings."""

from __future__ import annotations

import socket

import pytest
from hypothesis import settings

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# A shared machine stalls; a test that fails for that proves nothing. And a change is judged on the
# same examples as the change before it: new ones are looked for by `make test-search`.
settings.register_profile("dueregard", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile("dueregard")


class NetworkIsOffError(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def network_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines; nothing here may need them."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise NetworkIsOffError(f"A test tried to connect to {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)


@pytest.fixture(autouse=True)
def settings_of_the_user_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the user's shell sets away from what is tested."""
    for name in ("DUEREGARD_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
