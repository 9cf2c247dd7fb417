"""Words on a sequence that can be shown: from the description of a series by an allow-list.

Descriptions are free text, in which names of patients and of referring doctors stand now and then. So a word is shown
because it is known, never because nothing speaks against it.
"""

import re

# As it is shown, and how it may be written, in small letters.
_WORDS: tuple[tuple[str, str], ...] = (
    ("T1", r"t1w?i?|w?t1"),
    ("T2", r"t2w?i?|w?t2"),
    ("T2*", r"t2\*w?|t2star|t2s"),
    ("PD", r"pdw?|proton"),
    ("FLAIR", r"flair|tirm|darkfluid"),
    ("DWI", r"dwi|ep2d|diff|diffusion|resolve"),
    ("ADC", r"adc"),
    ("DTI", r"dti"),
    ("SWI", r"swi|swan|venobold"),
    ("MIP", r"mip|minip"),
    ("Perfusion", r"perf|perfusion|dsc|dce|asl|pwi"),
    ("TOF", r"tof|mra|angio"),
    ("STIR", r"stir"),
    ("MPRAGE", r"mp2?rage|mpr?age"),
    ("SPACE", r"space|cube|vista"),
    ("BRAVO", r"bravo|fspgr|spgr"),
    ("FLASH", r"flash"),
    ("TSE", r"tse|fse|frfse|haste|ssfse|blade|propeller"),
    ("SE", r"se|spinecho"),
    ("GRE", r"gre|ffe|tfe|gr|fl2d|fl3d|medic|hemo"),
    ("IR", r"ir|inversion"),
    ("fat sat", r"fs|fatsat|fat-sat|spair|spir|dixon"),
    ("+ contrast", r"\+?gd|gad|gado|contrast|ce|post|postcontrast|\+?km|\+c|c\+|t1c\+?|t1ce|t1gd|dotarem|gadovist"),
    ("before contrast", r"pre|precontrast|nativ|native"),
    ("without contrast", r"noncontrast|nocontrast|unenhanced|noce|c-"),
    ("axial", r"ax|axial|tra|trans|transversal|transverse"),
    ("coronal", r"cor|coronal"),
    ("sagittal", r"sag|sagittal"),
    ("3D", r"3d"),
    ("2D", r"2d"),
    ("localizer", r"loc|locali[sz]er|scout|survey|3-?pl(ane)?|plan(ning)?|topogram|3plane"),
)
_KNOWN = tuple((word, re.compile(pattern)) for word, pattern in _WORDS)
_PLANES = ("axial", "coronal", "sagittal")
_LOCALIZER, _CONTRAST, _NO_CONTRAST, _BEFORE_CONTRAST = (
    *("localizer", "+ contrast", "without contrast", "before contrast"),
)
# Words that turn the one after them into its opposite; the second half of "w/o" stands alone.
_NEGATIONS = ("without", "no", "non", "not", "wo", "o", "ohne", "sans", "senza", "sin")
_BEFORE = ("pre", "before", "vor")
# What "pre" and "post" may refer to instead of a contrast agent.
_EVENTS = re.compile(
    r"op|operati(ve|on)|surg(ery|ical)|resection|biopsy|rt|xrt|radi(ation|otherapy)|chemo\w*|therapy|treatment"
)
# What may stand between them and the word.
_BETWEEN = ("", "iv", "i", "v")
# What parts words; a plus and a star are parts of some.
_PARTS = re.compile(r"[\s_/,;:()\[\]^.|&=]+")
_LONGEST = 128


def sequence_words(description: str, with_plane: bool = False) -> str:
    """Pick the known words of a description, each once, in their order.

    Args:
        description: of a series or a protocol.
        with_plane: whether words on the plane are picked too; the geometry knows better.
    """
    return " ".join(_pick(description, with_plane))


def names_contrast_agent(description: str) -> bool:
    """Return whether a description says that a contrast agent was given, and nothing against it."""
    words = _pick(description)
    return _CONTRAST in words and _NO_CONTRAST not in words and _BEFORE_CONTRAST not in words


def is_localizer_name(description: str) -> bool:
    """Return whether a description says that a series served to plan others."""
    return any(_known(part) == _LOCALIZER for part in _PARTS.split(description[:_LONGEST].lower()))


def _pick(description: str, with_plane: bool = False) -> dict[str, None]:
    found: dict[str, None] = {}
    parts = _PARTS.split(description[:_LONGEST].lower())
    pieces = [piece for part in parts for piece in ([part] if _known(part) else part.split("-"))]
    before = ""
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        word = "" if piece in ("pre", "post") and _EVENTS.fullmatch(after) else _known(piece)
        if word == _CONTRAST and before in (*_NEGATIONS, *_BEFORE):
            word = _NO_CONTRAST if before in _NEGATIONS else _BEFORE_CONTRAST
        before = before if piece in _BETWEEN else piece
        if word and word != _LOCALIZER and (with_plane or word not in _PLANES):
            found[word] = None
        if piece.startswith("t1c") or piece in ("t1ce", "t1gd"):
            found = {"T1": None, **found}
    return found


def _known(part: str) -> str:
    return next((word for word, pattern in _KNOWN if pattern.fullmatch(part)), "") if part else ""
