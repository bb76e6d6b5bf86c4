from pathlib import Path

import pytest

from ntm_analysis.batch import browser
from ntm_analysis.errors import ExitCode
from ntm_analysis.language import Language


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Gives a machine without any browser, on which a test may install some."""
    installed = {}
    monkeypatch.setattr(browser.shutil, "which", installed.get)
    monkeypatch.setattr(browser.Path, "home", lambda: tmp_path)
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return installed


@pytest.mark.parametrize(
    "name", ["chromium", "chromium-browser", "google-chrome", "msedge", "microsoft-edge"]
)
def test_a_browser_on_the_search_path_is_found(machine, name):
    assert browser.find_browser() is None
    machine[name] = f"/usr/bin/{name}"
    assert browser.find_browser() == Path(f"/usr/bin/{name}")


def test_chromium_comes_before_others(machine):
    machine.update({"msedge": "/e", "google-chrome": "/g", "chromium": "/c"})
    assert browser.find_browser() == Path("/c")


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("Darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("Windows", "Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_a_browser_in_its_usual_place_is_found(monkeypatch, tmp_path, system, place):
    monkeypatch.setattr(browser.platform, "system", lambda: system)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert browser.find_browser() is None
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.touch()
    assert browser.find_browser() == path


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "không tìm thấy Chromium"), ("en", "found no Chromium")]
)
def test_a_missing_browser_is_one_sentence_of_the_language_asked_for(language, said):
    with pytest.raises(browser.NoBrowserError, match=said) as error:
        browser.required_browser(Language.load(language))
    assert error.value.exit_code is ExitCode.BAD_INPUT
    assert "\n" not in str(error.value)


def test_what_drives_the_browser_is_asked_for_first(machine, monkeypatch):
    machine["chromium"] = "/usr/bin/chromium"
    monkeypatch.setattr(browser, "find_spec", lambda _name: None)
    with pytest.raises(browser.NoPlaywrightError, match="pip install playwright"):
        browser.required_browser(Language.load("vi"))
