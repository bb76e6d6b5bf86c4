"""Waiting that has an end."""

import os
import signal
import sys
import threading

import pytest

from ntm_analysis.reporting.patience import at_most

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
