"""The app of the year workspace; it holds the keys of what was uploaded, and nothing else does."""

from __future__ import annotations

from django.apps import AppConfig, apps

from dueregard_web.returns.sealing import KeyRing


class ReturnsConfig(AppConfig):
    """The year workspace."""

    name = "dueregard_web.returns"
    label = "returns"
    keys: KeyRing

    def ready(self) -> None:
        """Start with no key at all."""
        self.keys = KeyRing()


def key_ring() -> KeyRing:
    """Return the keys of this run of the program."""
    config = apps.get_app_config("returns")
    if not isinstance(config, ReturnsConfig):
        raise TypeError(config)
    return config.keys
