"""The window speaks Indonesian whole: every text is in the catalogue, every entry is translated and compiled."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator

ROOT = Path(__file__).parents[2]
CATALOGUES = ROOT / "resources" / "translations"


def texts_in_code() -> set[str]:
    """Every literal that is given to ``tr`` or ``translate`` in the window."""
    found = set()
    for path in (ROOT / "etl_console" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"tr": 0, "translate": 1}.get(name)
            if place is not None and len(node.args) > place:
                text = node.args[place]
                assert isinstance(text, ast.Constant), (
                    f"{path.name}:{node.lineno}: no plain text, lupdate cannot see it"
                )
                found.add(str(text.value))
    return found


def catalogue(code: str) -> list[ElementTree.Element]:
    """The messages of a catalogue."""
    return list(ElementTree.parse(CATALOGUES / f"etl_console_{code}.ts").getroot().iter("message"))


def forms(message: ElementTree.Element) -> list[str]:
    """The translations of a message: one, or one a plural form."""
    translation = message.find("translation")
    assert translation is not None
    plurals = [f.text or "" for f in translation.iter("numerusform")]
    return plurals or [translation.text or ""]


def test_every_text_of_the_window_is_in_the_catalogue() -> None:
    known = {m.findtext("source") for m in catalogue("id")}
    missing = texts_in_code() - known
    assert not missing, f"./console translate does not see, or was not run for: {sorted(missing)}"


@pytest.mark.parametrize("code", ["id", "en"])
def test_every_entry_is_translated(code: str) -> None:
    open_ones = [
        m.findtext("source")
        for m in catalogue(code)
        if not all(forms(m)) or (t := m.find("translation")) is None or t.get("type") == "unfinished"
    ]
    assert not open_ones, f"fill in resources/translations/etl_console_{code}.ts, run ./console translate: {open_ones}"


@pytest.mark.parametrize("code", ["id", "en"])
def test_no_translation_loses_what_is_filled_in(code: str) -> None:
    for message in catalogue(code):
        source = message.findtext("source") or ""
        for form in forms(message):
            for part in ("%Ln", *(p.split("}")[0].join("{}") for p in source.split("{")[1:])):
                assert (part in source) == (part in form), f"{code}: {source!r} became {form!r}"


@pytest.mark.parametrize("code", ["id", "en"])
def test_what_qt_reads_is_what_the_catalogue_says(code: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    source = CATALOGUES / f"etl_console_{code}.ts"
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(made)], check=True)
    assert made.read_bytes() == source.with_suffix(".qm").read_bytes(), "run ./console translate"


def test_english_counts_as_people_do() -> None:
    for message in catalogue("en"):
        singular, plural = forms(message)
        assert "(s)" not in singular + plural
        source = message.findtext("source") or ""
        assert plural == source, f"the English of {source!r} is the text in the code"


def qt_texts() -> list[tuple[str, str, str]]:
    """What our catalogue of Qt's own texts has: context, English, Indonesian."""
    contexts = ElementTree.parse(CATALOGUES / "qt_id.ts").getroot().iter("context")
    return [
        (c.findtext("name") or "", m.findtext("source") or "", m.findtext("translation") or "")
        for c in contexts
        for m in c.iter("message")
    ]


def test_what_qt_itself_says_is_translated_as_qt_asks_for_it() -> None:
    german, ours = QTranslator(), QTranslator()  # German is complete: a text that it does not know Qt never asks for
    assert german.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert ours.load("qt_id", str(CATALOGUES))
    for context, english, indonesian in qt_texts():
        assert german.translate(context, english), f"Qt has no {english!r} in {context}"
        assert ours.translate(context, english) == indonesian, "run ./console translate"
        assert english.count("%1") == indonesian.count("%1")
        assert ("&" in english) == ("&" in indonesian), english


def test_plurals_are_said_by_classes_that_nobody_inherits_from() -> None:
    """``tr`` looks for a text class by class and takes a plural that has its number filled in for found."""
    bases: set[str] = set()
    saying: set[str] = set()
    for path in (ROOT / "etl_console" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases |= {b.id for b in node.bases if isinstance(b, ast.Name)}
                calls = (n for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute))
                if any(c.func.attr == "tr" and len(c.args) == 3 for c in calls):  # type: ignore[attr-defined]
                    saying.add(node.name)
    assert len(saying) > 10
    assert not saying & bases
