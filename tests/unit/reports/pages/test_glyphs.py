"""What the printed font can show, held against the typesetter itself."""

from __future__ import annotations

import pytest

from dueregard.reports.pages.glyphs import characters_of, spelled_out
from dueregard.reports.pages.typesetting import FACES, font_file, set_type

SOURCE = (
    b'#set document(title: "t")\n#set text(lang: "en", font: "Source Sans Pro")\n#sys.inputs.text'
)
TRIED = "Aé£€–’…−≥≤×±→✓☐ŵŷłñğЖΩ中ع😀"


def test_all_faces_know_the_same():
    """Bold and regular show the same characters, so that one of them can be asked for all."""
    assert len({characters_of(font_file(face).read_bytes()) for face in FACES}) == 1


@pytest.mark.parametrize("sign", TRIED)
def test_what_is_said_to_be_known_can_be_set(sign):
    """The typesetter prints what the font table lists, and refuses what it does not list."""
    if ord(sign) in characters_of(font_file("Regular").read_bytes()):
        assert set_type(SOURCE, {"text": sign}, "pdf")[0].startswith(b"%PDF")
    else:
        with pytest.raises(RuntimeError):
            set_type(SOURCE, {"text": sign}, "pdf")


def test_unknown_characters_are_spelled_out():
    """A name in a script that the font lacks is spelled by its codes; marks of direction go."""
    known = frozenset(map(ord, "ab "))
    assert spelled_out("a中b\u202e", known) == "a[U+4E2D]b"


def test_a_file_that_is_no_font_is_refused():
    with pytest.raises(ValueError, match="no table"):
        characters_of(bytes(64))
