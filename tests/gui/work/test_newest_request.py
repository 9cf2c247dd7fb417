"""A thread that was stopped ends, and lets go of the model and of itself."""

import gc
import threading
import weakref
from pathlib import Path

import numpy as np

from core.image.slice import Slice
from core.image.windowing import EIGHT_BIT
from core.model.heat_maps.known_heat_maps import OCCLUSION
from gui.compare.content import PaneContent
from gui.compare.side_pane import SidePane
from gui.work.answers import HeatMapRequest
from gui.work.explaining import ExplanationThread
from gui.work.inference import InferenceThread
from tests.gui.conftest import FakeNetwork


def picture():
    return Slice(np.zeros((32, 32), np.uint8), EIGHT_BIT, Path("a"), 0, 1, "")


def is_gone(reference):
    gc.collect()
    return reference() is None


def test_a_thread_that_is_stopped_while_it_works_lets_go_of_its_model(qtbot, network):
    kept = []

    def open_():
        kept.append(weakref.ref(own := FakeNetwork()))
        own.gate = gate
        return own

    gate = threading.Event()
    thread = InferenceThread(open_)
    itself = weakref.ref(thread)
    thread.start()
    with qtbot.waitSignal(thread.model_opened):
        thread.predict(picture(), None, None)
    thread.stop(patience_s=0)
    thread.forget_model()
    del thread
    assert not is_gone(itself)
    gate.set()
    qtbot.waitUntil(lambda: is_gone(itself))
    qtbot.waitUntil(lambda: is_gone(kept[0]))


def test_a_closed_pane_lets_go_of_its_model(qtbot):
    kept = []

    def open_():
        kept.append(weakref.ref(own := FakeNetwork()))
        return own

    pane = SidePane(PaneContent("grad-cam"), lambda folder: open_, 0.5, 0.95)
    with qtbot.waitSignal(pane.answer_shown):
        pane.show_image(picture(), keeps_view=False)
    pane.stop()
    pane.deleteLater()
    # Not one more reference: the pane itself is still there.
    qtbot.waitUntil(lambda: is_gone(kept[0]))


def test_a_thread_that_was_stopped_is_not_started_again(qtbot, network):
    before = threading.active_count()
    thread = ExplanationThread(lambda: network)
    thread.stop()
    thread.draw_map(HeatMapRequest(picture(), None, OCCLUSION, None))
    assert not thread.is_running
    assert threading.active_count() == before


def test_a_thread_that_rests_is_started_again_by_the_next_request(qtbot, network):
    thread = ExplanationThread(lambda: network)
    thread.draw_map(HeatMapRequest(picture(), None, OCCLUSION, None))
    thread.rest()
    assert not thread.is_running
    with qtbot.waitSignal(thread.mapped):
        thread.draw_map(HeatMapRequest(picture(), None, OCCLUSION, None))
    thread.stop()


def test_a_request_that_is_cancelled_while_it_waits_is_not_worked_on(qtbot, network):
    gate, begun, told = threading.Event(), threading.Event(), network.predict

    def predict(image, window=None):
        begun.set()
        gate.wait(20)
        return told(image, window)

    network.predict = predict
    thread, wish = ExplanationThread(lambda: network), HeatMapRequest(picture(), None, OCCLUSION, None)
    mapped = []
    thread.mapped.connect(lambda number, _: mapped.append(number))
    first = thread.draw_map(wish)
    qtbot.waitUntil(begun.is_set)
    waiting = thread.draw_map(wish)
    thread.cancel(waiting)
    gate.set()
    qtbot.waitUntil(lambda: mapped == [first])
    third = thread.draw_map(wish)
    qtbot.waitUntil(lambda: mapped == [first, third])
    assert len(network.asked) == 2
    thread.stop()
