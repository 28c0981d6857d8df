"""The language of the window: Qt Linguist's catalogues from ``resources/translations``, switched while it runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from etl_console.resources import resource_path

LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
"""Code and own name of each language."""

_installed: list[QTranslator] = []


def chosen(wanted: str) -> str:
    """The code of the language for a setting: ``system`` is the system's where there is a catalogue, else English."""
    code = QLocale.system().name().partition("_")[0] if wanted == "system" else wanted
    return code if code in LANGUAGES else "en"


def current() -> str:
    """The code of the language in use."""
    app = QCoreApplication.instance()
    return str(app.property("etl_language") or "en") if app else "en"


def apply(app: QCoreApplication, wanted: str) -> str:
    """Install the catalogues of a language; every widget gets a LanguageChange. Returns the code."""
    code = chosen(wanted)
    app.setProperty("etl_language", code)
    for old in _installed:
        app.removeTranslator(old)
    _installed.clear()
    system = QLocale.system()
    fits = system.name().partition("_")[0] == code
    QLocale.setDefault(system if fits else QLocale({"en": "en_GB", "id": "id_ID"}[code]))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = str(resource_path("translations"))
    for folder, name in ((qt, f"qtbase_{code}"), (ours, f"qt_{code}"), (ours, f"etl_console_{code}")):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
    return code


def choose(wanted: str) -> None:
    """Speak a language (or ``system``) from now on, also at the next start."""
    QSettings().setValue("language", wanted)
    app = QCoreApplication.instance()
    if app is not None:
        apply(app, wanted)


def choose_next() -> None:
    """The next language there is."""
    codes = list(LANGUAGES)
    choose(codes[(codes.index(current()) + 1) % len(codes)])
