from pathlib import Path

import pytest

from ntm_analysis.batch.site import printing
from ntm_analysis.batch.site.printing import dated
from ntm_analysis.errors import ExitCode, NtmError
from ntm_analysis.language import Language
from ntm_analysis.model import Period

PDF = (
    b"%PDF-1.4\n1 0 obj\n<</Title (D:2022)\n/CreationDate (D:20261124225555+00'00')\n"
    b"/ModDate (D:20261124225555+07'00')>>\nendobj\n"
)


def test_the_time_of_printing_gives_way_to_the_end_of_the_month():
    told = dated(PDF, Period(2022, 9))
    assert b"/CreationDate (D:20220930000000+00'00')" in told
    assert b"/ModDate (D:20220930000000+07'00')" in told
    assert b"/Title (D:2022)" in told


def test_no_byte_moves_so_that_the_file_stays_readable():
    assert len(dated(PDF, Period(2022, 2))) == len(PDF)


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Gives a machine without any browser, on which a test may install some."""
    installed = {}
    monkeypatch.setattr(printing.shutil, "which", installed.get)
    monkeypatch.setattr(printing.Path, "home", lambda: tmp_path)
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return installed


@pytest.mark.parametrize(
    "name", ["chromium", "chromium-browser", "google-chrome", "msedge", "microsoft-edge"]
)
def test_a_browser_on_the_search_path_is_found(machine, name):
    assert printing.find_browser() is None
    machine[name] = f"/usr/bin/{name}"
    assert printing.find_browser() == Path(f"/usr/bin/{name}")


def test_chromium_comes_before_others(machine):
    machine.update({"msedge": "/e", "google-chrome": "/g", "chromium": "/c"})
    assert printing.find_browser() == Path("/c")


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("Darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("Windows", "Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_a_browser_in_its_usual_place_is_found(monkeypatch, tmp_path, system, place):
    monkeypatch.setattr(printing.platform, "system", lambda: system)
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert printing.find_browser() is None
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.touch()
    assert printing.find_browser() == path


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "không tìm thấy Chromium"), ("en", "found no Chromium")]
)
def test_a_missing_browser_is_one_sentence_of_the_language_asked_for(language, said):
    with pytest.raises(NtmError, match=said) as error:
        printing.required_browser(Language.load(language))
    assert error.value.exit_code is ExitCode.BAD_INPUT
    assert "\n" not in str(error.value)


def test_what_drives_the_browser_is_asked_for_first(machine, monkeypatch):
    machine["chromium"] = "/usr/bin/chromium"
    monkeypatch.setattr(printing, "find_spec", lambda _name: None)
    with pytest.raises(NtmError, match="pip install playwright"):
        printing.required_browser(Language.load("vi"))
