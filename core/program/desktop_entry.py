"""Linux desktop integration: menu entry, file types and description of the program."""

import shlex
from xml.sax.saxutils import escape

from core.program import product

# Places under a `share` folder, the user's or the system's.
DESKTOP_FILE = f"applications/{product.COMMAND}.desktop"
MIME_FILE = f"mime/packages/{product.COMMAND}.xml"
METAINFO_FILE = f"metainfo/{product.IDENTIFIER}.metainfo.xml"
ICON_FILE = f"icons/hicolor/scalable/apps/{product.COMMAND}.svg"

_KEYWORDS = "MRI;DICOM;NIfTI;brain;tumour;classification;heat map;"


def desktop_entry(program: str) -> str:
    """Write the menu entry.

    Args:
        program: the command that starts Falx, a path or a name.
    """
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Version=1.5\n"
        f"Name={product.NAME}\n"
        "GenericName=Brain-MRI classifier\n"
        f"Comment={product.SUMMARY}\n"
        f"Exec={_quoted(program)} %F\n"
        f"Icon={product.COMMAND}\n"
        "Terminal=false\n"
        "Categories=Science;MedicalSoftware;ImageProcessing;Education;\n"
        f"Keywords={_KEYWORDS}\n"
        f"MimeType={';'.join(kind.mime for kind in product.FILE_KINDS)};\n"
        f"StartupWMClass={product.COMMAND}\n"
    )


def mime_package() -> str:
    """Write the types of the files that the system may not know."""
    kinds = []
    for kind in product.FILE_KINDS:
        globs = "".join(f'    <glob pattern="*{suffix}"/>\n' for suffix in kind.suffixes)
        # Otherwise the system may take it for a zip, which it is inside.
        parent = f'    <sub-class-of type="{kind.parent}"/>\n' if kind.parent else ""
        kinds.append(
            f'  <mime-type type="{kind.mime}">\n    <comment>{escape(kind.name)}</comment>\n{parent}{globs}'
            "  </mime-type>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        f"{''.join(kinds)}</mime-info>\n"
    )


def metainfo(date: str) -> str:
    """Write the description that software centres show.

    Args:
        date: of the release, as 2026-01-31.
    """
    address = product.project_page()
    page = f'  <url type="homepage">{escape(address)}</url>\n' if address else ""
    mimes = "".join(f"    <mediatype>{kind.mime}</mediatype>\n" for kind in product.FILE_KINDS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<component type="desktop-application">\n'
        f"  <id>{product.IDENTIFIER}</id>\n"
        "  <metadata_license>CC0-1.0</metadata_license>\n"
        "  <project_license>Apache-2.0</project_license>\n"
        f"  <name>{product.NAME}</name>\n"
        f"  <summary>{escape(product.SUMMARY)}</summary>\n"
        f'  <developer id="{product.IDENTIFIER.rpartition(".")[0].lower()}">\n'
        f"    <name>{escape(product.PUBLISHER)}</name>\n"
        "  </developer>\n"
        "  <description>\n"
        f"    <p>{escape(product.DESCRIPTION)}</p>\n"
        f"    <p>{escape(product.WARNING)}</p>\n"
        "  </description>\n"
        f"{page}"
        f'  <launchable type="desktop-id">{product.COMMAND}.desktop</launchable>\n'
        f"  <provides>\n    <binary>{product.COMMAND}</binary>\n{mimes}  </provides>\n"
        "  <categories>\n    <category>Science</category>\n    <category>MedicalSoftware</category>\n  </categories>\n"
        '  <content_rating type="oars-1.1"/>\n'
        f'  <releases>\n    <release version="{product.VERSION}" date="{date}"/>\n  </releases>\n'
        "</component>\n"
    )


def _quoted(program: str) -> str:
    """Quote a command as the Desktop Entry Specification has it; a percent sign begins a field code."""
    if shlex.quote(program) == program and "%" not in program:
        return program
    escaped = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in program)
    # The value is a string, in which a backslash is written twice.
    return '"' + escaped.replace("\\", "\\\\").replace("%", "%%") + '"'
