"""The window as the program makes it: before its style sheet is applied."""

import numpy as np
from PySide6.QtGui import QImage

from gui.app import create
from gui.language import Language
from gui.settings import Settings
from gui.widgets.theme import apply_theme


def seen(qtbot, window):
    """The window's pixels, (h, w, 4) uint8, once it is laid out."""
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def test_it_is_laid_out_as_one_that_is_built_after_its_style_sheet(qtbot, qapp, network):
    theme = Settings().theme
    pictures = []
    for is_before in (False, True):
        qapp.setStyleSheet("")
        if is_before:
            apply_theme(qapp, theme)
        _, window = create([], open_classifier=lambda: network, language=Language.ENGLISH)
        qtbot.addWidget(window, before_close_func=lambda _window: network.let_go())
        pictures.append(seen(qtbot, window))
        window.close()
    assert pictures[0].std() > 0
    np.testing.assert_array_equal(*pictures)
