"""Waiting that has an end, and an end that is heeded."""

import os
import signal
import sys
import threading

import pytest

from ntm_analysis.batch.run import system
from ntm_analysis.batch.run.system import at_most, end_if_asked, heed_interrupts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")


def test_what_never_comes_is_not_waited_for():
    reading, writing = os.pipe()
    with pytest.raises(TimeoutError), at_most(0.05):
        os.read(reading, 1)
    os.close(reading)
    os.close(writing)


def test_what_comes_in_time_is_not_disturbed_then_or_later():
    handler = signal.getsignal(signal.SIGALRM)
    with at_most(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) == handler


def test_another_thread_waits_without_a_limit():
    done = []

    def wait():
        with at_most(0.01):
            done.append(signal.getitimer(signal.ITIMER_REAL)[0])

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    assert done == [0]


def test_an_interrupt_that_was_lost_ends_the_batch_all_the_same(monkeypatch):
    monkeypatch.setattr(system, "_asked", threading.Event())
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        heed_interrupts()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        end_if_asked()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        with pytest.raises(KeyboardInterrupt):
            end_if_asked()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
