"""Taking a name and an address out of texts; nothing here asks a database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands in place of somebody's name and address.

    A name of one word may be any word (White, May): in texts only the address is replaced then.
    """

    name: str
    email: str
    new_name: str
    new_email: str

    @property
    def is_searched(self) -> bool:
        """Whether the name is looked for in texts."""
        return len(self.name.split()) > 1

    def said_in(self, value: Any) -> Any:  # noqa: ANN401 - any value of a column
        """Return a value of a column without the name and the address."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            # The keys are the program's own words.
            return {key: self.said_in(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.said_in(one) for one in value]
        return value

    def _text(self, text: str) -> str:
        text = re.sub(re.escape(self.email), self.new_email, text, flags=re.IGNORECASE)
        if not self.is_searched:
            return text
        name = rf"(?<!\w){re.escape(self.name)}(?!\w)"
        return re.sub(name, self.new_name, text, flags=re.IGNORECASE)
