"""The language of the window: its choices, and Qt's translators that give texts in it."""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from core.program import translation
from core.program.locations import resource
from core.program.translation import Separators, WriteDate, mark

# The context of all texts in the files of translations.
CONTEXT = "falx"


class Language(Enum):
    """What a user can choose; the value is stored."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"

    @property
    def title(self) -> str:
        """Its name in the menu: a language is called as its speakers call it."""
        return {Language.SYSTEM: mark("System"), Language.ENGLISH: "English", Language.GERMAN: "Deutsch"}[self]


def system_languages() -> list[str]:
    """List the languages that the user asked the system for, the preferred one first, such as `de-AT`."""
    return QLocale.system().uiLanguages()


def language_code(choice: Language) -> str:
    """Return the code of the language to show: the chosen one, or the first of the system's that there is."""
    if choice is not Language.SYSTEM:
        return choice.value
    known = {language.value for language in Language} - {Language.SYSTEM.value}
    codes = (name.replace("_", "-").partition("-")[0].lower() for name in system_languages())
    return next((code for code in codes if code in known), Language.ENGLISH.value)


def install_language(app: QCoreApplication, choice: Language) -> None:
    """Show the texts of Falx and of Qt in a language, from the next window on.

    Args:
        app: keeps the translators.
        choice: what the user chose.
    """
    code = language_code(choice)
    if code == Language.ENGLISH.value:
        return
    own, qt = (_translator(file, app) for file in translation_files(code))
    for translator in filter(None, (qt, own)):
        app.installTranslator(translator)
    if own:
        # Of fields for numbers. A variant that the system asks for, such as Austrian German, stays.
        if QLocale().language() != QLocale(code).language():
            QLocale.setDefault(QLocale(code))
        translation.install(lookup_of(own), separators_of(code), date_writer_of(code))


def translation_files(code: str) -> tuple[Path, Path]:
    """Return the files with the translations of Falx and of Qt; they may be missing.

    Args:
        code: of the language.
    """
    of_qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return resource("translations", f"falx_{code}.qm"), of_qt / f"qtbase_{code}.qm"


def lookup_of(translator: QTranslator) -> Callable[[str, int | None], str | None]:
    """Make a lookup of the texts in a translator."""

    # Tables ask for the same texts at each repaint.
    @lru_cache(maxsize=4096)
    def find(text: str, count: int | None) -> str | None:
        found = translator.translate(CONTEXT, text) if count is None else translator.translate(CONTEXT, text, "", count)
        return found or None

    return find


def separators_of(code: str) -> Separators:
    """Return the characters within the numbers of a language, such as `de`."""
    locale = QLocale(code)
    return Separators(locale.groupSeparator(), locale.decimalPoint())


def date_format_of(code: str) -> str:
    """Return how a language, such as `de`, writes days, in Qt's letters; in English as in ISO 8601."""
    if code == Language.ENGLISH.value:
        return "yyyy-MM-dd"
    # A year of two digits could be taken for a day.
    written = QLocale(code).dateFormat(QLocale.FormatType.ShortFormat)
    return written if "yyyy" in written else written.replace("yy", "yyyy")


def date_writer_of(code: str) -> WriteDate:
    """Make what writes a day as a language, such as `de`, does."""
    written = date_format_of(code)
    return lambda day: QLocale(code).toString(QDate(day.year, day.month, day.day), written)


def _translator(file: Path, app: QCoreApplication) -> QTranslator | None:
    translator = QTranslator(app)
    return translator if translator.load(str(file)) else None
