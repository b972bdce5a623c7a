"""What the library says, in the words of the pages: no commands, no options, no files of a folder.

The library speaks to whoever works with files and commands. Here its sentences pass through one
place: a file of records becomes the page of its records, and advice to run a command becomes
advice to open a page. Templates use it as the filter ``for_web``.
"""

from __future__ import annotations

import re

from dueregard.records.catalogue import FACTS_FILE, RECORD_FILES

NOTHING_LEFT = "Go back and look at the page again, or ask whoever looks after this installation."

PAGES: tuple[tuple[str, str], ...] = (
    (r"dueregard release texts", "Open the words of the release, and read them again."),
    (r"dueregard release\b", "Open the release page of the year, and ask for the audit again."),
    (r"dueregard report\b.*public", "Open the release page of the year."),
    (r"dueregard report\b", "Open the documents page of the year, and make them again."),
    (r"dueregard (count|check)\b", "Open the files page of the year, and count again."),
    (r"dueregard (evidence|letters|register|obligations|tick|assurance)\b",
     "Open the pages of your providers."),
    (r"dueregard survey\b", "Open the pages of the survey."),
    (r"organisation\.toml.* again|\[files\]", "Open the settings of the year, and mend them."),
    (r"decision-to-fill-in\.toml", "Have the decision made on the release page."),
)  # fmt: skip
"""What a sentence about the command line becomes; the first that fits holds."""

_COMMANDS = re.compile(
    r"'?\bdueregard [a-z]|--[a-z]|\bpip install\b|\bDIR\b|\[files\]"
    r"|decision-to-fill-in\.toml"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z'\"])")
_FILES = {
    **{one.file: one.name.replace("_", " ").replace("eds2", "EDS2") for one in RECORD_FILES},
    FACTS_FILE: "facts",
    "own_facts.csv": "facts",
    "choices.csv": "choices",
    "commissioners.csv": "commissioners",
    "contacts.csv": "contacts",
    "letters.csv": "letters",
    "ledger.csv": "escalation steps",
    "register.csv": "the register of providers",
}
_NAMED = re.compile(
    r"(?:records/)?\b(" + "|".join(re.escape(name) for name in _FILES) + r")(?=\W|$)"
)
_NARRATIVE = re.compile(r"(?:records/)?\bnarratives/([a-z0-9_-]+)\.(?:md|txt)")
_SETTINGS = re.compile(r"\b(?:[\w.-]+/)*organisation\.toml")


def for_web(text: str) -> str:
    """Say a sentence of the library as a page says it.

    Parameters
    ----------
    text
        Message or advice, of one or more sentences; empty text stays empty.
    """
    if not text:
        return ""
    said: list[str] = []
    for sentence in _SENTENCE.split(str(text)):
        plain = _page_of(sentence) if _COMMANDS.search(sentence) else sentence
        if plain and plain not in said:
            said.append(plain)
    return _without_files(" ".join(said)) or NOTHING_LEFT


def _page_of(sentence: str) -> str:
    return next((words for pattern, words in PAGES if re.search(pattern, sentence)), "")


def _without_files(text: str) -> str:
    text = _NARRATIVE.sub(lambda found: f"the text '{found.group(1).replace('-', ' ')}'", text)
    text = text.replace("run the command again", "try again")
    text = _SETTINGS.sub("the year's settings", text)
    text = _NAMED.sub(lambda found: f"'{_FILES[found.group(1)]}'", text)
    return text[:1].upper() + text[1:]
