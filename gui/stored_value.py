"""Settings that are attributes: read from the store each time, and written when they are set."""

from typing import Protocol, Self, overload

from PySide6.QtCore import QByteArray, QSettings


class SettingsOwner(Protocol):
    """What the attributes are of.

    Attributes:
        store: of the settings.
    """

    store: QSettings


class StoredFlag:
    """On or off; anything else that is stored counts as the default."""

    def __init__(self, key: str, is_on: bool) -> None:
        """Take the key in the store, and the default."""
        self._key, self._is_on = key, is_on

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: SettingsOwner, kind: type) -> bool: ...
    def __get__(self, owner: SettingsOwner | None, kind: type) -> Self | bool:
        """Read it."""
        if owner is None:
            return self
        text = str(owner.store.value(self._key, self._is_on)).lower()
        return text == "true" if text in ("true", "false") else self._is_on

    def __set__(self, owner: SettingsOwner, is_on: bool) -> None:
        """Write it."""
        owner.store.setValue(self._key, "true" if is_on else "false")


class StoredLength:
    """A length in pixels; 0 where none was stored."""

    def __init__(self, key: str) -> None:
        """Take the key in the store."""
        self._key = key

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: SettingsOwner, kind: type) -> int: ...
    def __get__(self, owner: SettingsOwner | None, kind: type) -> Self | int:
        """Read it."""
        if owner is None:
            return self
        text = str(owner.store.value(self._key, "0"))
        return int(text) if text.isascii() and text.isdigit() else 0

    def __set__(self, owner: SettingsOwner, length: int) -> None:
        """Write it."""
        owner.store.setValue(self._key, length)


class StoredGeometry:
    """The geometry of a window or of the columns of a table; empty at the first start."""

    def __init__(self, key: str) -> None:
        """Take the key in the store."""
        self._key = key

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: SettingsOwner, kind: type) -> QByteArray: ...
    def __get__(self, owner: SettingsOwner | None, kind: type) -> Self | QByteArray:
        """Read it."""
        if owner is None:
            return self
        value = owner.store.value(self._key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def __set__(self, owner: SettingsOwner, geometry: QByteArray) -> None:
        """Write it."""
        owner.store.setValue(self._key, geometry)
