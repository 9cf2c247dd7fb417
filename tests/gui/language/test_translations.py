"""The files of translations: complete, true to the code, and compiled."""

import re
from datetime import datetime

import pytest
from PySide6.QtCore import QTranslator

from core.jobs.events import End, Outcome, Progress
from core.program.translation import english, format_number, lowered, mark, tr
from core.program.wording import count_is, count_of, exact_percent, format_duration, format_tenths, format_when
from gui.language import CONTEXT, Language, language_code
from gui.translated_messages.measurements import relayed_measurement
from gui.translated_messages.relay import relayed, relayed_event
from gui.translated_messages.translation import KNOWN, VERBATIM_NAMES
from release.translations import (
    FOLDER,
    LANGUAGES,
    Message,
    collect,
    compile_messages,
    read_messages,
    texts_in,
    update,
    write_messages,
)
from tests.gui.language.sources import phrases

_NAMES = re.compile(r"\{[^}]*\}")
# What stands between names and stops.
_PIECES = re.compile(r"\{[^}]*\}|[.,;:()]")


@pytest.fixture(params=LANGUAGES)
def messages(request):
    return read_messages(FOLDER / f"falx_{request.param}.ts")


def test_each_text_is_translated_and_none_is_left_over(messages):
    texts = collect()
    assert set(texts) - set(messages) == set(), "run make translations"
    assert set(messages) - set(texts) == set(), "run make translations"
    assert [text for text, found in messages.items() if not found.forms or not all(found.forms)] == []
    assert [text for text, found in messages.items() if found.is_counted is not texts[text]] == []


def test_names_marks_and_room_at_the_ends_are_kept(messages):
    for text, found in messages.items():
        for form in found.forms:
            assert sorted(_NAMES.findall(text)) == sorted(_NAMES.findall(form)), text
            assert bool(re.search("&[^&]", text)) == bool(re.search("&[^&]", form)), text
            assert (text[:1] == " ", text[-1:] == " ") == (form[:1] == " ", form[-1:] == " "), text
            assert text.count("\n") == form.count("\n"), text
            assert text.endswith("…") == form.endswith("…"), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_up_to_date(language):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"falx_{language}.qm"))
    for text, found in read_messages(FOLDER / f"falx_{language}.ts").items():
        for count, form in zip((1, 2), found.forms, strict=False):
            told = translator.translate(CONTEXT, text, "", count if found.is_counted else -1)
            assert told == form, "run make translations"


def test_texts_are_found_in_code():
    source = 'tr("one"); mark("two" if x else "three"); count_of(n, "slice"); tr(_TEXT); say("four")'
    assert list(texts_in(source)) == [
        ("one", False, 1),
        ("two", False, 1),
        ("three", False, 1),
        ("slice", True, 1),
    ]


def test_an_update_keeps_what_is_translated(tmp_path):
    path = tmp_path / "falx_de.ts"
    assert update(path, "de", {"Open": False, "slice": True}) == ["Open", "slice"]
    path.write_text(
        path.read_text("utf-8").replace('<translation type="unfinished" />', "<translation>Öffnen</translation>")
    )
    assert update(path, "de", {"Open": False, "Close": False}) == ["Close"]
    assert read_messages(path) == {"Close": Message(False, []), "Open": Message(False, ["Öffnen"])}
    compile_messages(path, path.with_suffix(".qm"))
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    assert translator.translate(CONTEXT, "Open") == "Öffnen"


def test_a_window_keeps_the_translations_that_it_has_mapped(tmp_path):
    path = tmp_path / "falx_de.ts"
    write_messages(path, "de", {"Open": Message(False, ["Öffnen"])})
    compiled = path.with_suffix(".qm")
    compile_messages(path, compiled)
    before = compiled.read_bytes()
    with compiled.open("rb") as held:
        write_messages(path, "de", {})
        compile_messages(path, compiled)
        assert held.read() == before
    assert compiled.read_bytes() != before
    assert {one.name for one in tmp_path.iterdir()} == {"falx_de.ts", "falx_de.qm"}


def test_german_is_spoken_after_it_is_installed_and_english_where_others_read(german):
    assert tr("No tumour found") == "Kein Tumor gefunden"
    assert (count_of(1, "slice"), count_of(1200, "slice")) == ("1 Schicht", "1.200 Schichten")
    assert count_is(2, "record") == "2 Ergebniszeilen sind"
    assert lowered(tr("Glioma")) == "Gliom"
    assert tr("{done:,} of {total:,}", done=3, total=1200) == "3 von 1.200"
    with english():
        assert tr("No tumour found") == "No tumour found"
        assert lowered(tr("Glioma")) == "glioma"
    assert mark("No tumour found") == "No tumour found"
    assert tr("What nobody has translated") == "What nobody has translated"


def test_numbers_are_written_as_the_language_writes_them(german):
    numbers = (
        format_number(1234567),
        format_number(1234.5, ",.1f"),
        format_tenths(0.999),
        format_tenths(0.9999),
        exact_percent(0.975),
    )
    assert numbers == ("1.234.567", "1.234,5", "99,9 %", "> 99,9 %", "97,5")
    assert format_duration(1.2 * 86_400) == "1,2 Tage"
    assert tr("{row:.2f} × {column:.2f} mm", row=0.5, column=1.25) == "0,50 × 1,25 mm"
    assert relayed("1,200 files cannot be read.") == "1.200 Dateien nicht lesbar."
    assert relayed("The classes are uneven: a.b has 1.5 times as many images as c.") == (
        "Die Klassen sind ungleich: a.b hat 1,5-mal so viele Bilder wie c."
    )
    # Names and dates are no numbers.
    assert tr("Reading {name}", name="1,200.5") == "1,200.5 wird gelesen"
    assert "2026-03-01" in tr("The run of {started:%Y-%m-%d}", started=datetime(2026, 3, 1))
    with english():
        numbers = (format_number(1234567), format_tenths(0.999), exact_percent(0.975), format_duration(1.2 * 86_400))
        assert numbers == ("1,234,567", "99.9 %", "97.5", "1.2 days")


def test_english_needs_no_lookup():
    assert tr("{done:,} of {total:,}", done=3, total=1200) == "3 of 1,200"
    assert (count_of(1, "entry", "entries"), count_of(2, "entry", "entries")) == ("1 entry", "2 entries")
    assert relayed("head.png: expected an image, got an empty file") == "head.png: expected an image, got an empty file"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Classifying images", "Bilder werden klassifiziert"),
        ("The model in use: Measuring the model", "Das Modell in Gebrauch: Das Modell wird gemessen"),
        (
            "head.png: expected an image, got an empty file; copy it again",
            "head.png: erwartet: ein Bild, gefunden: eine leere Datei; erneut kopieren",
        ),
        (
            "a.png: expected a whole PNG picture, got one that is cut off",
            "a.png: erwartet: ein vollständiges PNG-Bild, gefunden: etwas Abgeschnittenes",
        ),
        (
            "out: cannot be written (why); choose another name",
            "out: lässt sich nicht schreiben (why); einen anderen Namen wählen",
        ),
        ("24 files cannot be read.", "24 Dateien nicht lesbar."),
        ("something that nobody knows", "something that nobody knows"),
    ],
)
def test_texts_of_other_processes_are_translated_where_they_are_known(german, text, expected):
    assert relayed(text) == expected


@pytest.mark.parametrize("number", ["3.5", "1,234.5 MB", "> 99.9 %", "0.93"])
def test_every_number_in_a_text_of_another_process_gets_german_separators(german, number):
    names = re.compile(r"\{(\w+)\}")
    for template in KNOWN:
        values = {name: "it" if name in VERBATIM_NAMES else number for name in names.findall(template)}
        said = relayed(template.format(**values))
        assert number not in said, template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.nii.gz: expected a volume, got a file of 12.4 MB", "eine Datei mit 12,4 MB"),
        ("a.zip: expected a zip archive, got one of 3.5 MB that claims to hold 1,200.5 GB", "3,5 MB"),
        ("a.zip: expected a zip archive, got one of 3.5 MB that claims to hold 1,200.5 GB", "1.200,5 GB"),
        ("a.png: reading it takes longer than 3.5 s; open another file", "3,5 s"),
        ("a.png: expected up to 1,000 MB of pixels, got 1,234 MB", "1.234 MB"),
        ("a.png: expected up to 1,000 MB of pixels, got 1,234 MB", "1.000 MB"),
    ],
)
def test_quantities_in_errors_have_german_separators(german, text, expected):
    assert expected in relayed(text)


@pytest.mark.parametrize("name", ["none", "loss", "an image", "3 images", "1.5", "2.5 mm"])
def test_what_users_and_files_call_things_stays_as_it_is(german, name):
    assert relayed(f"The folder {name} holds no image that can be used.") == (
        f"Der Ordner {name} enthält kein verwendbares Bild."
    )
    assert relayed(f"They are treated as one class, {name}.") == f"Sie werden als eine Klasse behandelt, {name}."
    assert relayed(f"All images come from one source, {name}.") == f"Alle Bilder stammen aus einer Quelle, {name}."
    assert relayed(f"{name}: may not be read") == f"{name}: darf nicht gelesen werden"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("ruler 20.0 mm", "Lineal 20,0 mm"),
        ("ruler 1.5 pixels", "Lineal 1,5 Pixel"),
        ("angle 89.9° (taking pixels as square)", "Winkel 89,9° (Pixel als quadratisch angenommen)"),
        ("rectangle mean −3.5 · SD 1.0 HU · area 200.0 mm²", "Rechteck Mittel −3,5 · SD 1,0 HU · Fläche 200,0 mm²"),
        ("ellipse mean 3.0 · SD 1.0 · area 20.0 pixels", "Ellipse Mittel 3,0 · SD 1,0 · Fläche 20,0 Pixel"),
        ("ellipse no mean of colours · area 20.0 mm²", "Ellipse kein Mittel von Farben · Fläche 20,0 mm²"),
        ("ellipse no pixel inside · area 0.1 mm²", "Ellipse kein Pixel im Inneren · Fläche 0,1 mm²"),
        ("compass 5.0", "compass 5.0"),
    ],
)
def test_kept_measurements_are_translated_where_they_are_shown(german, kept, shown):
    assert relayed_measurement(kept) == shown
    with english():
        assert relayed_measurement(kept) == kept


def test_events_of_jobs_are_translated(german):
    progress = relayed_event(Progress("Classifying images", 1, 2, fold=(1, 5)))
    assert progress.words == "Fold 1 von 5: Bilder werden klassifiziert"
    outcome = relayed_event(Outcome(End.FAILED, code="unreadable-image", message="a: may not be read", statement=""))
    assert outcome.message == "a: darf nicht gelesen werden"


def test_what_is_relayed_is_said_somewhere():
    said = phrases()
    pieces = {text: [piece.strip() for piece in _PIECES.split(text) if len(piece) > 3] for text in KNOWN}
    assert [(text, piece) for text, parts in pieces.items() for piece in parts if piece not in said] == []


@pytest.mark.parametrize(
    ("choice", "system", "code"),
    [
        (Language.SYSTEM, ["de-AT", "en-US"], "de"),
        (Language.SYSTEM, ["fr_FR", "de_DE"], "de"),
        (Language.SYSTEM, ["fr-FR"], "en"),
        (Language.SYSTEM, ["en-GB", "de-DE"], "en"),
        (Language.ENGLISH, ["de-DE"], "en"),
        (Language.GERMAN, ["en-US"], "de"),
    ],
)
def test_the_language_follows_choice_and_system(monkeypatch, choice, system, code):
    monkeypatch.setattr("gui.language.system_languages", lambda: system)
    assert language_code(choice) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "brains: another process is training there; wait until it ends, or choose another folder",
            "brains: ein anderer Prozess trainiert dort; warten, bis er endet, oder einen anderen Ordner wählen",
        ),
        (
            "brains.csv: expected a CSV manifest in UTF-8 or a folder, got a file of another kind",
            "brains.csv: erwartet: ein CSV-Manifest in UTF-8 oder ein Ordner",
        ),
        ("heads: no images to train on; mark some with split Training", "heads: keine Bilder zum Trainieren"),
        (
            (
                "a.png: the process that reads files is gone: its process was ended from outside (SIGKILL); "
                "close other programs, then try again"
            ),
            "a.png: der Prozess, der Dateien liest, ist weg",
        ),
    ],
)
def test_errors_that_end_a_training_or_a_reading_are_translated(german, text, found):
    assert relayed(text).startswith(found)


def test_days_are_written_as_the_language_writes_them(german):
    now = datetime(2026, 5, 9, 12, 0)
    assert format_when(datetime(2026, 1, 2, 8, 30), now) == "02.01.2026 08:30"
    assert format_when(now, now) == "Heute 12:00"
    with english():
        assert format_when(datetime(2026, 1, 2, 8, 30), now) == "2026-01-02 08:30"


# Each German word, and the English ones that it stands for: pictures one behind the other, a classification of many
# files, and a training. A batch of a training step is one in German too.
_ONE_WORD_EACH = {
    r"Stapel": r"\bstacks?\b",
    r"Durchl(auf|äufe)": r"\bbatch(es)?\b",
    r"\bLauf\b|\bLaufs\b|\bLäufe": r"\b(runs?|training|start)\b",
}


@pytest.mark.parametrize(("german", "english_words"), _ONE_WORD_EACH.items())
def test_stacks_batches_and_runs_have_one_german_word_each(german, english_words):
    found = read_messages(FOLDER / "falx_de.ts")
    # "durchlaufen", to go through, is a verb.
    told = {text for text, one in found.items() if any(re.search(german, form) for form in one.forms)}
    assert told
    assert [text for text in told if not re.search(english_words, text, re.IGNORECASE)] == []
