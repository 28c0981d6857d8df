"""What the engine says can be shown in Bahasa Indonesia: every cause, way out and reason, whole and in pieces."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from etl_console.records import Rule
from etl_console.sentences import said, templates, word

ROOT = Path(__file__).parents[2]
_NOT_SHOWN = {
    "cli.py",
    "cli_rejects.py",
    "cli_mapping.py",
    "cli_upkeep.py",
    "cli_files.py",
    "demo.py",
    "catalogue.py",
    "gui.py",
}
_HOLE = re.compile(r"\{(\d+)(?::\w+)?\}")


def _forms(node: ast.expr) -> Iterator[str]:
    """The sentences of an argument; what is filled in stands as {1}, {2} …"""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _forms(node.body)
        yield from _forms(node.orelse)
    elif isinstance(node, ast.Tuple | ast.Dict):
        for part in node.elts if isinstance(node, ast.Tuple) else node.values:
            yield from _forms(part)
    elif isinstance(node, ast.JoinedStr):
        text, place = "", 0
        for part in node.values:
            if isinstance(part, ast.Constant):
                text += str(part.value)
            else:
                place += 1
                text += f"{{{place}}}"
        yield text


def engine_sentences() -> dict[str, str]:
    """Sentence -> where: the cause and the way out of every error and problem outside the window and the command line."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "etl_console").rglob("*.py")):
        if path.name in _NOT_SHOWN or "ui" in path.relative_to(ROOT).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            is_ours = name.endswith("Error") and not hasattr(builtins, name)
            places = (0, 1) if is_ours else (1, 2) if name in ("Problem", "_problem") else ()
            given_ = [node.args[p] for p in places if p < len(node.args)]
            given_ += [k.value for k in node.keywords if places and k.arg in ("message", "remedy")]
            for text in (t for argument in given_ for t in _forms(argument)):
                if len(re.findall(r"[A-Za-z]{2,}", _HOLE.sub("", text))) > 1 and not text.startswith("ALTER"):
                    found.setdefault(text, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def reasons() -> dict[str, str]:
    """Sentence -> where: why a file or a column is read as it is, told by what looks at them: whatever is said there."""
    found: dict[str, str] = {}
    pipeline = ROOT / "etl_console" / "pipeline"
    for path in [*sorted((pipeline / "readers").glob("*.py")), pipeline / "formats.py", pipeline / "preflight.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
        for node in (n for function in functions for n in ast.walk(function)):
            given_: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given_ = node.args if node.func.id in ("understood", "Suggestion") else []
            elif isinstance(node, ast.Assign | ast.Return) and node.value is not None:
                given_ = [node.value]
            for argument in given_:
                for text in _forms(argument):
                    if " " in text and len(re.findall(r"[A-Za-z]{2,}", _HOLE.sub("", text))) > 1:
                        found.setdefault(text, f"{path.relative_to(ROOT)}:{argument.lineno}")
    return found


def test_every_cause_way_out_and_reason_of_the_engine_is_translated() -> None:
    sentences = engine_sentences()
    assert len(sentences) > 200
    why = reasons()
    assert len(why) > 50
    sentences |= why
    missing = {}
    for text, where in sentences.items():
        filled = _HOLE.sub(lambda hole: f"x{hole[1]}", text.replace(".{", ". {"))
        if said(filled, "id") == filled:
            missing[text] = where
    assert not missing, f"add these to resources/sentences.toml: {missing}"


def test_every_sentence_is_found_and_keeps_what_is_filled_in() -> None:
    for english, other in templates().items():
        assert sorted(_HOLE.findall(english)) == sorted(_HOLE.findall(other)), english
        fill = [_HOLE.sub(lambda hole: f"x{hole[1]}", text) for text in (english, other)]
        assert said(fill[0], "id") == fill[1], english
        assert said(fill[0], "en") == fill[0]


def test_sentences_are_translated_one_by_one_and_so_are_the_reasons_in_them() -> None:
    assert said("Skipped because load_gold was not successful. Repair that first, then restart the batch.", "id") == (
        "Dilewati karena load_gold tidak berhasil. Perbaiki itu dahulu, lalu lanjutkan batch."
    )
    assert said("Line 4: 8 fields instead of 9.", "id") == "Baris 4: 8 isian, seharusnya 9."
    assert said("65.5% of the values fit", "id") == "65,5% nilai cocok", "figures are written as they are there"
    assert said("“1.50” in pay is not a date.", "id") == "“1.50” di pay bukan tanggal.", "what a file holds stays"
    assert said("PostgreSQL: strange. Restart the batch.", "id") == "PostgreSQL: strange. Lanjutkan batch."


def test_types_and_rules_have_words_and_columns_keep_their_names() -> None:
    assert said("“31/02/1971” in date is not a date.", "id") == "“31/02/1971” di date bukan tanggal."
    assert said("“x” in text is not a numeric(12,2).", "id") == "“x” di text bukan bilangan desimal (12,2)."
    assert said("3 × duplicate_key in text (text).", "id") == "3 × kunci berulang di text (teks)."
    assert said("“x” in a is not a tsvector.", "id") == "“x” di a bukan tsvector."
    assert all(word("rule", rule) != rule for rule in Rule)


@given(st.text(max_size=200))
def test_what_is_not_known_stays_as_it_is_or_is_said_whole(text: str) -> None:
    told = said(text, "id")
    assert told or not text
    assert said(f"“{text}” in BDATE is not a date.", "en") == f"“{text}” in BDATE is not a date."
