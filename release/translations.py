"""Texts of the window for translators: collects them from the code, and compiles what was translated.

`make translations` runs it. It writes `resources/translations/falx_de.ts`, where a text without a translation is marked
as unfinished, and compiles it to the `.qm` that the window loads.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from core.files import replacing

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)
ROOMS = ("core", "gui", "training")
_CONTEXT = "falx"
# The place of the text among the arguments, and whether it is a noun with a count.
_FUNCTIONS = {"tr": (0, False), "mark": (0, False), "noun_of": (1, True), "count_of": (1, True), "count_is": (1, True)}
# The verb of `count_is`.
_VERB = "is"


@dataclass(slots=True)
class Message:
    """A text with its translation.

    Attributes:
        is_counted: whether its translation has a form for each number.
        forms: of the translation; one, or as many as the language has for numbers. Empty while it is unfinished.
    """

    is_counted: bool = False
    forms: list[str] = field(default_factory=list)


def collect(root: Path = ROOT) -> dict[str, bool]:
    """Collect the texts in the code, and whether each is a noun with a count.

    Raises:
        ValueError: if a text that is to be translated is no literal, or is a noun in one place and not in another.
    """
    found: dict[str, bool] = {_VERB: True}
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            for text, is_counted, line in texts_in(path.read_text("utf-8")):
                if found.setdefault(text, is_counted) is not is_counted:
                    raise ValueError(f"{path}:{line}: {text!r} is a noun with a count elsewhere, or not here")
    return found


def texts_in(source: str) -> Iterator[tuple[str, bool, int]]:
    """Yield the texts in a module: the text, whether it is a noun with a count, its line."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS):
            continue
        place, is_counted = _FUNCTIONS[node.func.id]
        if place < len(node.args):
            for text in _literals(node.args[place]):
                yield text, is_counted, node.lineno


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def read_messages(path: Path) -> dict[str, Message]:
    """Read the messages of a file of translations, by their texts; none where there is no file."""
    if not path.is_file():
        return {}
    messages = {}
    for element in ElementTree.parse(path).iter("message"):
        translation = element.find("translation")
        is_counted = element.get("numerus") == "yes"
        forms: list[str] = []
        if translation is not None and translation.get("type") != "unfinished":
            nodes = translation.findall("numerusform") if is_counted else [translation]
            forms = [node.text or "" for node in nodes]
        messages[element.findtext("source") or ""] = Message(is_counted, forms)
    return messages


def write_messages(path: Path, language: str, messages: dict[str, Message]) -> None:
    """Write messages, sorted by their texts."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = _CONTEXT
    for text in sorted(messages):
        message = messages[text]
        element = ElementTree.SubElement(context, "message", {"numerus": "yes"} if message.is_counted else {})
        ElementTree.SubElement(element, "source").text = text
        is_done = bool(message.forms) and all(message.forms)
        translation = ElementTree.SubElement(element, "translation", {} if is_done else {"type": "unfinished"})
        if message.is_counted:
            for form in message.forms or ["", ""]:
                ElementTree.SubElement(translation, "numerusform").text = form
        elif message.forms:
            translation.text = message.forms[0]
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, "unicode")
    with replacing(path) as part:
        part.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def update(path: Path, language: str, texts: dict[str, bool]) -> list[str]:
    """Bring a file of translations up to date with the code, keeping what is translated; return what is not."""
    before = read_messages(path)
    messages = {}
    for text, is_counted in texts.items():
        known = before.get(text)
        messages[text] = known if known and known.is_counted is is_counted else Message(is_counted)
    write_messages(path, language, messages)
    return [text for text, message in messages.items() if not (message.forms and all(message.forms))]


def compile_messages(source: Path, target: Path) -> None:
    """Compile a file of translations for Qt; a window that has the former one mapped keeps it."""
    program = Path(sys.executable).with_name("pyside6-lrelease")
    with replacing(target) as part:
        subprocess.run([str(program), "-silent", "-nounfinished", str(source), "-qm", str(part)], check=True)


def main() -> int:
    """Update and compile all languages; return 1 where a text is not translated."""
    texts = collect()
    missing = 0
    for language in LANGUAGES:
        source = FOLDER / f"falx_{language}.ts"
        unfinished = update(source, language, texts)
        compile_messages(source, source.with_suffix(".qm"))
        missing += len(unfinished)
        sys.stdout.write(f"{source.name}: {len(texts)} texts, {len(unfinished)} without a translation\n")
        sys.stdout.writelines(f"  {text!r}\n" for text in unfinished)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
