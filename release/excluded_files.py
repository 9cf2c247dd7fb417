"""Files that are not bundled in the standalone program, with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cut:
    """Files that are not bundled.

    Attributes:
        what: their name, for the table.
        why: the reason why they are not needed, or not allowed.
        patterns: of their paths in the program, for `fnmatch`.
    """

    what: str
    why: str
    patterns: tuple[str, ...]


# Dependencies of GTK, and of Kerberos for Qt's network.
_OF_GTK = (
    *(
        "atk",
        "atspi",
        "cairo",
        "datrie",
        "epoxy",
        "fribidi",
        "gdk",
        "graphite2",
        "gtk-3",
        "harfbuzz",
        "jpeg.so",
        "pango",
    ),
    *("pixman", "thai", "Xcomposite", "Xcursor", "Xdamage", "Xfixes", "Xi.", "Xinerama", "Xrandr"),
    *("com_err", "gssapi_krb5", "k5crypto", "keyutils", "krb5"),
)

# All but `qtbase_de.qm`.
_OTHER_TRANSLATIONS = tuple(
    f"{folder}/translations/{name}"
    for folder in ("PySide6/Qt", "PySide6")
    for name in ("[!q]*", "qt_*", "qt[!b_]*", "qtbase_[!d]*", "qtbase_d[!e]*")
)

CUTS = (
    Cut(
        "Qt Quick, QML and the virtual keyboard",
        "no widget uses them; the virtual keyboard is GPL",
        (
            "*Qt6Qml*",
            "*Qt6Quick*",
            "*Qt6VirtualKeyboard*",
            "*QtQml*",
            "*QtQuick*",
            "*QtVirtualKeyboard*",
            "*virtualkeyboard*",
            "PySide6/Qt/qml/*",
            "PySide6/qml/*",
            "*libpyside6qml*",
        ),
    ),
    Cut(
        "Qt's network, its TLS, and plugins for embedded screens, touch devices and GTK",
        "Falx uses no network; the GTK plugin needs all of GTK",
        (
            "*QtNetwork*",
            "*Qt6Network*",
            "*plugins/tls/*",
            "*plugins/networkinformation/*",
            "*plugins/generic/*",
            "*plugins/egldeviceintegrations/*",
            "*plugins/platforms/*qeglfs*",
            "*plugins/platforms/*qlinuxfb*",
            "*plugins/platforms/*qvkkhrdisplay*",
            "*plugins/platforms/*qvnc*",
            "*plugins/platforms/*qminimalegl*",
            "*plugins/platforms/*qdirect2d*",
            "*Qt6Egl*",
            "*libqgtk3*",
            *(f"lib{name}*" for name in _OF_GTK),
        ),
    ),
    Cut(
        "Qt's translations except the German one of widgets, and its OpenGL by software",
        "Falx speaks English and German, and paints without OpenGL",
        (*_OTHER_TRANSLATIONS, "*opengl32sw*", "*QtOpenGL*", "*d3dcompiler*"),
    ),
    Cut(
        "LiteRT's accelerators, converter and tools",
        "the network runs on the processor through XNNPACK",
        (
            "ai_edge_litert/*WebGpu*",
            "ai_edge_litert/vendors/*",
            "ai_edge_litert/tools/*",
            "ai_edge_litert/_pywrap_analyzer*",
            "ai_edge_litert/_pywrap_litert_c*",
            "ai_edge_litert/_pywrap_litert_e*",
            "ai_edge_litert/_pywrap_litert_t*",
            "ai_edge_litert/_pywrap_modify*",
            "ai_edge_litert/_pywrap_tensorflow*",
            "ai_edge_litert/_pywrap_tfl*",
            "ai_edge_litert/*genai*",
            "ai_edge_litert/format_converter*",
        ),
    ),
    Cut(
        "Pillow's AVIF, WebP, colour management and Tk",
        "OpenCV reads AVIF and WebP here",
        (
            *("PIL/_avif*", "PIL/_webp*", "PIL/_imagingcms*", "PIL/_imagingtk*"),
            *("pillow.libs/libavif*", "pillow.libs/libwebp*", "pillow.libs/libsharpyuv*", "pillow.libs/liblcms2*"),
        ),
    ),
    Cut(
        "TensorFlow's headers and sources",
        "needed to compile against it",
        ("tensorflow/include/*", "tensorflow/xla_aot_runtime_src/*", "*.lib", "tensorflow/**/*.h"),
    ),
    Cut(
        "TensorFlow Lite's tooling beside the converter",
        "packages are converted, not quantised, analysed or benchmarked",
        (
            "tensorflow/lite/tools/*",
            "tensorflow/lite/python/analyzer_wrapper/*",
            "tensorflow/lite/python/optimize/*",
        ),
    ),
    Cut(
        "ReportLab's fonts",
        "reports are set in the font of Falx; one of them is GPL",
        ("reportlab/fonts/*",),
    ),
    Cut(
        "highdicom's tables of attributes and its colour profile",
        "Falx fills in documents itself, and highdicom writes their content alone",
        ("highdicom/_standard/*", "highdicom/_icc_profiles/*"),
    ),
    Cut(
        "the tests of all packages and their data",
        "they test the packages",
        (
            "*/tests/*",
            "*/testing/data/*",
            "matplotlib/mpl-data/sample_data/*",
            "sklearn/datasets/data/*",
            "sklearn/datasets/images/*",
            "sklearn/datasets/descr/*",
            "pydicom/data/test_files/*",
        ),
    ),
    Cut(
        "GNU Readline and GDBM",
        "they are GPL",
        ("libreadline*", "*/readline.*", "libgdbm*", "*/_gdbm.*", "python*/lib-dynload/readline*"),
    ),
)


def cut_of(place: str, cuts: Sequence[Cut] = CUTS) -> Cut | None:
    """Find the reason why a file at a path in the program is not bundled; None where it is bundled."""
    plain = place.replace("\\", "/")
    for cut in cuts:
        if any(fnmatch(plain, pattern) for pattern in cut.patterns):
            return cut
    return None


def measure_cuts(sources: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Sum the bytes of the cut files, by cut, from pairs of path in the program and file."""
    sizes: dict[str, int] = {}
    for place, source in sources:
        cut = cut_of(place)
        if cut and Path(source).is_file():
            sizes[cut.what] = sizes.get(cut.what, 0) + Path(source).stat().st_size
    return sizes
