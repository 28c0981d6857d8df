"""Every problem the product can show is in the catalogue, in both languages, and says what to do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl_console import catalogue
from etl_console.records import Rule

ROOT = Path(__file__).parents[2]


def _constants(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def raised_codes() -> dict[str, str]:
    """Code -> where: every code=…, class attribute ``code`` of an error, first argument of a Problem and ``finding = …``."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "etl_console").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            codes: list[str] = []
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.Assign) and any(
                        isinstance(t, ast.Name) and t.id == "code" for t in part.targets
                    ):
                        codes += _constants(part.value)
            elif isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                codes += [c for k in node.keywords if k.arg == "code" for c in _constants(k.value)]
                if name in ("Problem", "_problem") and node.args:
                    codes += _constants(node.args[0])
            elif isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == "finding" for t in node.targets
            ):
                codes += [code for code in _constants(node.value) if code]
            for code in codes:
                found.setdefault(code, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    return found


def test_every_code_that_can_be_shown_is_in_the_catalogue() -> None:
    known, raised = catalogue.entries(), raised_codes()
    missing = {code: where for code, where in raised.items() if code not in known}
    assert not missing
    assert len(raised) > 80
    assert {str(r) for r in Rule} <= set(known)
    assert {"stray_file", "wrong_folder", "unrecognised_file"} <= set(raised)


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_entry_says_cause_evidence_and_way_out(language: str) -> None:
    for entry in catalogue.entries(language).values():
        for text in (entry.group, entry.title, entry.cause, entry.evidence, entry.remedy):
            assert text.strip() == text != "", entry
        assert entry.remedy.endswith("."), entry


def test_the_languages_differ_and_the_runbook_is_whole() -> None:
    english, indonesian = catalogue.entries("en"), catalogue.entries("id")
    assert english.keys() == indonesian.keys()
    assert not [c for c in english if english[c].cause == indonesian[c].cause]
    assert {e.runbook for e in english.values()} == {"", "A", "B", "C", "D", "E"}


@pytest.mark.parametrize(("language", "page"), [("en", "problems.md"), ("id", "problems.id.md")])
def test_the_documentation_tells_the_same(language: str, page: str) -> None:
    made = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert made == catalogue.markdown(language), f"etl-console help --markdown --language {language} > docs/{page}"
