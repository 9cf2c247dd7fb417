"""Properties that the style sheet asks for."""

from PySide6.QtWidgets import QWidget


def set_style_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and style the widget again where that changes anything.

    Args:
        widget: to be styled.
        name: of the property, such as "tone".
        value: None, False and "" alike stand for none.
    """
    if (widget.property(name) or None) == (value or None):
        return
    widget.setProperty(name, value)
    # Asked for only here: the first use of a style would slow the start by a tenth.
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
