"""Notices over the picture: it stays where it is, and so does what is below them when they are gone."""

from PySide6.QtWidgets import QApplication

from gui.widgets.notice_strip import NoticeStrip


def strips(window):
    return [strip for strip in window.findChildren(NoticeStrip) if strip.isVisible()]


def placed(view):
    """Where the picture is on the screen, and how large."""
    return view.mapToGlobal(view.rect().topLeft()), view.size(), view.transform


def test_the_picture_stays_where_it_is_while_notices_come_and_go(open_window, head):
    window = open_window(head)
    view = window.viewer.view
    before = placed(view)
    window.notices.tell("One thing happened. " * 20)
    window.notices.tell("Another thing happened.")
    QApplication.processEvents()
    assert len(strips(window)) == 2
    assert placed(view) == before
    for strip in strips(window):
        strip.dismiss_button.click()
    QApplication.processEvents()
    assert strips(window) == []
    assert placed(view) == before


def test_notices_stand_one_below_the_other_and_are_whole(open_window, head):
    window = open_window(head)
    window.notices.tell("One thing happened. " * 20)
    window.notices.tell("Another thing happened.")
    QApplication.processEvents()
    for width in (1200, 800):
        window.resize(width, 700)
        QApplication.processEvents()
        first, second = strips(window)
        assert second.y() == first.height() >= first.heightForWidth(first.width())
        assert first.width() == window.viewer.room.width()
        assert window.notices.stack.height() == first.height() + second.height()


def test_what_a_notice_covered_takes_the_mouse_again(open_window, head):
    window = open_window(head)
    place = window.viewer.view.mapTo(window, window.viewer.view.rect().center())
    place.setY(window.viewer.view.mapTo(window, window.viewer.view.rect().topLeft()).y() + 12)
    under = window.childAt(place)
    window.notices.tell("One thing happened.")
    QApplication.processEvents()
    assert window.childAt(place) is not under
    strips(window)[0].dismiss_button.click()
    QApplication.processEvents()
    assert window.childAt(place) is under


def test_a_notice_stays_above_another_page(open_window, head):
    window = open_window()
    window.notices.tell("One thing happened.")
    window.open_paths([head])
    QApplication.processEvents()
    [strip] = strips(window)
    assert window.childAt(strip.mapTo(window, strip.rect().center())).parentWidget() is strip
