"""Find texts in bytes, however they are written: encoded, packed, or within a file that holds others."""

import base64
import io
import re
import sqlite3
import zipfile
import zlib
from contextlib import closing

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}){10,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_DEEPEST = 4


def find_texts(texts, content, depth=0):
    """Return those of some texts that are in some bytes, in small letters or capitals, also within what is packed."""
    found = {
        text
        for text in texts
        if any(written in content.lower() for written in (text.lower().encode(code) for code in _ENCODINGS))
        or _as_digits(text) in content.lower()
    }
    if depth < _DEEPEST:
        for inner in _unpacked(content):
            found |= find_texts(texts, inner, depth + 1)
    return found


def _as_digits(text):
    """Write a text as a PDF or a dump of bytes may: in hexadecimal digits."""
    return text.encode().hex().encode()


def _unpacked(content):
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
        return
    if content.startswith(b"SQLite format 3"):
        # Long values are cut into pages that do not lie one after the other.
        with closing(sqlite3.connect(":memory:")) as database:
            # Without a journal beside it, which memory has no place for (SQLite's file format, 1.3.3).
            database.deserialize(content[:18] + b"\1\1" + content[20:])
            yield "\n".join(database.iterdump()).encode()
    if content.startswith(b"%PDF"):
        for match in _PDF_STREAM.finditer(content):
            try:
                yield base64.a85decode(match[1].strip().removesuffix(b"~>"))
            except ValueError:
                yield match[1]
    for match in _ZLIB.finditer(content):
        try:
            inner = zlib.decompressobj(wbits=47).decompress(content[match.start() :], 50_000_000)
        except zlib.error:
            continue
        if len(inner) > 8:
            yield inner
    for match in _BASE64.finditer(content):
        yield base64.b64decode(match[0])
