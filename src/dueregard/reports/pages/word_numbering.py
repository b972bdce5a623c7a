"""Lists in Word: real bullets and numbers, each numbered list beginning at 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart


@dataclass(slots=True)
class Numbering:
    """The numberings of a document.

    ``bullet`` and ``number`` are the two instances that list styles refer to; ``abstract`` is the
    definition that every further numbered list starts anew from.
    """

    root: BaseOxmlElement
    bullet: int
    number: int
    abstract: int

    def restarted(self) -> int:
        """Return the identifier of a numbered list that begins at 1."""
        return _instance(
            self.root,
            self.abstract,
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>',
        )


def put_numbering(word: WordDocument) -> Numbering:
    """Add a bulleted and a numbered list's definition to a document."""
    root = _root(word)
    bullets = _definition(root, "bullet", "•")
    numbers = _definition(root, "decimal", "%1.")
    return Numbering(root, _instance(root, bullets), _instance(root, numbers), numbers)


def _root(word: WordDocument) -> BaseOxmlElement:
    part = word.part
    try:
        related = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        root: BaseOxmlElement = cast("NumberingPart", related).element
    except KeyError:
        blob = f"<w:numbering {nsdecls('w')}/>".encode()
        made = NumberingPart.load(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blob, part.package
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        root = made.element
    return root


def _next(root: BaseOxmlElement, tag: str, attribute: str) -> int:
    return max((int(str(item.get(qn(attribute)))) for item in root.iter(qn(tag))), default=0) + 1


def _definition(root: BaseOxmlElement, form: str, text: str) -> int:
    """Add a list's definition before the first instance, where the format wants it."""
    key = _next(root, "w:abstractNum", "w:abstractNumId")
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr></w:lvl></w:abstractNum>'
    )
    first = root.find(qn("w:num"))
    if first is None:
        root.append(made)
    else:
        first.addprevious(made)
    return key


def _instance(root: BaseOxmlElement, abstract: int, override: str = "") -> int:
    key = _next(root, "w:num", "w:numId")
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>'
            f"{override}</w:num>"
        )
    )
    return key
