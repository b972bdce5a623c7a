"""The named styles of a Word document: what a person who edits it sees in the styles list.

A house template's own styles are kept as they are; only those that it lacks are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from dueregard.reports.pages.look import LANGUAGE, PALETTE, TONE_WORDS, points
from dueregard.reports.pages.model import Tone

FONT = "Arial"
"""Found on every machine with Word, and the type of the NHS's own documents."""

FONT_BREADTH = 1.12
UNKNOWN_BREADTH = 1.3
"""How much wider than the printed font, in which columns are measured: Arial, a house's type."""

TABLE_PT = 9.5
SMALL_TABLE_PT = 8.0


@dataclass(frozen=True, slots=True)
class Style:
    """A style by the name that Word knows it by, with its properties as WordprocessingML."""

    name: str
    paragraph: str = ""
    run: str = ""
    kind: str = "paragraph"
    based_on: str = "Normal"
    after: str = ""
    rest: str = ""

    @property
    def key(self) -> str:
        """Return the identifier that paragraphs refer to."""
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def _type(step: str, colour: str = "ink", *, bold: bool = False) -> str:
    size = round(points(step) * 2)
    weight = "<w:b/>" if bold else ""
    return (
        f'{weight}<w:color w:val="{_hex(colour)}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _hex(colour: str) -> str:
    return PALETTE[colour].removeprefix("#").upper()


def _space(before: int, after: int, line: int = 259) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _heading(level: int, step: str, before: int, after: int) -> Style:
    rule = (
        '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="3" '
        f'w:color="{_hex("rule")}"/></w:pBdr>'
        if level == 1
        else ""
    )
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    paragraph = f"<w:keepNext/><w:keepLines/>{rule}{_space(before, after, 247)}{outline}"
    return Style(f"heading {level}", paragraph, _type(step, bold=True), after="Normal")


def _list(name: str, number: int) -> Style:
    numbering = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return Style(name, numbering + _space(0, 80))


def _callout(tone: Tone) -> Style:
    ground, edge = _hex(f"{tone}-ground"), _hex(tone)
    paragraph = (
        f'<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{edge}"/>'
        f'</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>{_space(60, 60)}'
        '<w:ind w:left="227" w:right="113"/>'
    )
    return Style(TONE_WORDS[tone], paragraph)


def _contents(level: int) -> Style:
    return Style(f"toc {level}", f'{_space(0, 60)}<w:ind w:left="{(level - 1) * 340}"/>')


def _cell(name: str, size: float) -> Style:
    half = round(size * 2)
    return Style(name, _space(30, 30, 240), f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')


TABLE_STYLE = "Due Regard table"


def _table_style() -> Style:
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_hex(colour)}"/>'
        for side, colour in (("bottom", "quiet"), ("insideH", "line"))
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_hex("ink")}"/>'
        '</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    )
    properties = (
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    return Style(TABLE_STYLE, kind="table", based_on="Normal Table", rest=properties + head)


def _all_styles(bullet: int, number: int) -> list[Style]:
    return [
        Style("Normal", _space(0, 120), based_on=""),
        Style("Title", f"<w:keepNext/>{_space(0, 80, 240)}", _type("title", bold=True)),
        Style("Subtitle", _space(0, 200), _type("lead", "quiet")),
        _heading(1, "heading-1", 480, 160),
        _heading(2, "heading-2", 360, 120),
        _heading(3, "heading-3", 280, 100),
        _heading(4, "body", 240, 80),
        Style("caption", f"<w:keepNext/>{_space(240, 80)}", _type("body", bold=True)),
        Style(
            "Contents heading", f"<w:keepNext/>{_space(360, 100)}", _type("heading-2", bold=True)
        ),
        _contents(1),
        _contents(2),
        _list("List Bullet", bullet),
        _list("List Number", number),
        Style("Small print", _space(40, 160), _type("small", "quiet")),
        Style(
            "Fact",
            f'<w:tabs><w:tab w:val="left" w:pos="3119"/></w:tabs>{_space(0, 60)}'
            '<w:ind w:left="3119" w:hanging="3119"/>',
        ),
        _cell("Table text", TABLE_PT),
        _cell("Table text small", SMALL_TABLE_PT),
        *(_callout(tone) for tone in Tone),
        Style("Mark", _space(0, 60), _type("small", "mark", bold=True)),
        Style("header", "", _type("small", "quiet")),
        Style("footer", "", _type("small", "quiet")),
        Style(
            "Hyperlink",
            run=f'<w:color w:val="{_hex("link")}"/><w:u w:val="single"/>',
            kind="character",
            based_on="Default Paragraph Font",
        ),
        _table_style(),
    ]


def put_styles(word: WordDocument, *, house: bool, bullet: int, number: int) -> dict[str, str]:
    """Give a document every style that the writer uses; return their identifiers.

    Parameters
    ----------
    word
        The document.
    house
        Whether it is a house template, whose own styles win.
    bullet, number
        Identifiers of the two kinds of list numbering.

    Returns
    -------
    dict
        Identifiers by name in lower case, for Word takes no notice of case either.
    """
    sheet = word.styles.element
    if not house:
        _clear(sheet)
    known = {_name(style): str(style.get(qn("w:styleId"))) for style in _styles(sheet)}
    for style in _all_styles(bullet, number):
        name = style.name.lower()
        if house and name in known:
            continue
        known.setdefault(name, style.key)
        _put(sheet, style, known)
    _speak(sheet)
    return known


def _styles(sheet: BaseOxmlElement) -> list[BaseOxmlElement]:
    return list(sheet.iterchildren(qn("w:style")))


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val"))).lower()


def _clear(sheet: BaseOxmlElement) -> None:
    """Leave the library's own template nothing but what every Word document must have."""
    for style in _styles(sheet):
        if style.get(qn("w:default")) is None:
            sheet.remove(style)


def _put(sheet: BaseOxmlElement, style: Style, known: dict[str, str]) -> None:
    key = known[style.name.lower()]
    for old in _styles(sheet):
        if old.get(qn("w:styleId")) == key:
            sheet.remove(old)
    default = ' w:default="1"' if style.name == "Normal" else ""
    based = known.get(style.based_on.lower())
    after = known.get(style.after.lower())
    sheet.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="{style.kind}"{default} w:styleId={quoteattr(key)}>'
            f'<w:name w:val="{style.name}"/>'
            + (f"<w:basedOn w:val={quoteattr(based)}/>" if based else "")
            + (f"<w:next w:val={quoteattr(after)}/>" if after else "")
            + "<w:qFormat/>"
            + (f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else "")
            + (f"<w:rPr>{style.run}</w:rPr>" if style.run else "")
            + f"{style.rest}</w:style>"
        )
    )


def set_house_type(word: WordDocument) -> None:
    """Set type, size and colour that all styles start from, where no house template does."""
    size = round(points("body") * 2)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    if defaults is None:
        raise ValueError("The library's template has no defaults.")
    defaults.clear()
    defaults.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" '
            f'w:eastAsia="{FONT}"/><w:color w:val="{_hex("ink")}"/><w:sz w:val="{size}"/>'
            f'<w:szCs w:val="{size}"/></w:rPr>'
        )
    )


def _speak(sheet: BaseOxmlElement) -> None:
    """Mark every word as British English unless a passage says otherwise."""
    for place in sheet.iter(qn("w:lang")):
        place.set(qn("w:val"), LANGUAGE)
    normal = next(style for style in _styles(sheet) if _name(style) == "normal")
    properties = normal.get_or_add_rPr()
    if properties.find(qn("w:lang")) is None:
        properties.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}"/>'))
