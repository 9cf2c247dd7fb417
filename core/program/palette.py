"""The colours of the program, dark and light; `core.model.known_classes` holds those of the known classes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, as #RRGGBB.

    Attributes:
        ground: behind everything.
        panel: of the panels on it.
        raised: of buttons and fields.
        line: of hairlines.
        text: of what is read.
        faint: of what is read second.
        accent: of what is chosen or has the focus.
        on_accent: of text on it.
        other: of classes that Falx does not know.
        tumour: of a tumour of open kind.
        uncertain: of a verdict that cannot tell.
        outside: of what is unlike the training data.
        is_light: whether text is dark on a light ground.
    """

    ground: str
    panel: str
    raised: str
    line: str
    text: str
    faint: str
    accent: str
    on_accent: str
    other: str
    tumour: str
    uncertain: str
    outside: str
    is_light: bool


# Okabe and Ito's colours, safe for colour-blind eyes.
DARK = Palette(
    ground="#16181B",
    panel="#1E2125",
    raised="#2A2E33",
    line="#343A40",
    text="#E6E8EA",
    faint="#9AA3AB",
    accent="#4C9BE8",
    on_accent="#0B0D0F",
    other="#8394EE",
    tumour="#CC79A7",
    uncertain="#F0E442",
    outside="#D55E00",
    is_light=False,
)
# The same hues, darkened to the same contrast on a light background.
LIGHT = Palette(
    ground="#F4F5F6",
    panel="#FFFFFF",
    raised="#ECEEF0",
    line="#D3D7DB",
    text="#1B1E21",
    faint="#5A626A",
    accent="#1D66B0",
    on_accent="#FFFFFF",
    other="#4D5FC4",
    tumour="#A8558A",
    uncertain="#8F8600",
    outside="#B84F00",
    is_light=True,
)
