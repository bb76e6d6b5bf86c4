"""JupyterLab in a real browser: what an analyst sees there is what the page shows, and every guide runs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
EXPLORE = sorted((ROOT / "notebooks" / "explore").glob("*.ipynb"))
pytestmark = pytest.mark.slow
_RUNNING = "[...document.querySelectorAll('.jp-InputPrompt')].filter(e => e.textContent.includes('*')).length"
_TRY = """
import ntm_analysis as ntm
d = ntm.open("../data/van-quan", "9/2022")
page = d.page("poverty", "184")
"""
_CELLS = [
    _TRY,
    "d.poverty()[['name', 'poor_rate', 'near_poor_rate']].head(3)",
    "ntm.deprivations(page)",
    "d.indicators('15.9')",
]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a JupyterLab on a copy of the notebooks, and the folder they lie in."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", place / "notebooks")
    (place / "data").symlink_to(ROOT / "data")
    cells = [nbformat.v4.new_code_cell(source) for source in _CELLS]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), place / "notebooks" / "try.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.token=t", f"--notebook-dir={place / 'notebooks'}", "--ServerApp.port_retries=0"]
    # Its settings and its kernels are this environment's alone.
    own = {
        name: str(place / name.lower())
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    log = (place / "lab.log").open("wb")
    server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    try:
        for _ in range(240):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            assert server.poll() is None, (place / "lab.log").read_text("utf-8")
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/lab", place / "notebooks"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@pytest.fixture
def opened_in_lab(lab, browser):
    """Opens a notebook in JupyterLab, in a window of its own."""
    contexts = []

    def open_it(name):
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 2400}))
        page = contexts[-1].new_page()
        page.goto(f"{lab[0]}/workspaces/own{len(contexts)}/tree/{name}?token=t&reset")
        page.wait_for_selector(".jp-Notebook .jp-InputArea", timeout=60_000)
        page.wait_for_function(
            "document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')", timeout=60_000
        )
        return page

    yield open_it
    for context in contexts:
        context.close()


def run_all(page):
    page.click("text=Run")
    page.click("text=Run All Cells")
    page.wait_for_timeout(500)
    page.wait_for_function(f"{_RUNNING} === 0", timeout=90_000)
    page.wait_for_timeout(500)


def test_a_table_and_a_chart_look_as_on_the_page_and_a_mistake_is_one_red_line(opened_in_lab):
    page = opened_in_lab("try.ipynb")
    run_all(page)
    cell = page.locator(".ntm table td, .ntm table th").first
    style = cell.evaluate(
        "e => { const s = getComputedStyle(e); return [s.textAlign, s.whiteSpaceCollapse] }"
    )
    assert style[0] == "left"
    assert (
        page.locator(".ntm").first.evaluate("e => getComputedStyle(e).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    terms = page.evaluate("[...document.querySelectorAll('.ntm dt')].map(e => getComputedStyle(e).float)")
    assert set(terms) <= {"none"}
    images = page.locator(".ntm img.ntm-chart")
    assert images.count() >= 1
    assert images.first.evaluate("e => e.naturalWidth > 100 && e.alt.length > 20")
    errors = page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']")
    assert errors.count() == 1
    assert errors.inner_text().strip() == "không có chỉ tiêu hay lĩnh vực “15.9”; gần nhất: 15.4, 15.3, 15.2"


def test_in_the_dark_theme_it_stands_on_white_paper(opened_in_lab):
    page = opened_in_lab("try.ipynb")
    page.click("text=Settings")
    page.hover("text=Theme")
    page.click("text=JupyterLab Dark")
    run_all(page)
    for shown in page.locator(".ntm").all():
        colours = shown.evaluate(
            "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.color] }"
        )
        assert colours == ["rgb(255, 255, 255)", "rgb(29, 42, 51)"]


@pytest.mark.parametrize("path", EXPLORE, ids=lambda path: path.stem)
def test_a_guide_runs_in_the_browser_without_a_mistake(opened_in_lab, path):
    page = opened_in_lab(f"explore/{path.name}")
    run_all(page)
    assert page.locator("[data-mime-type='application/vnd.jupyter.error']").count() == 0
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert page.locator(".ntm").count() >= 1


@pytest.mark.parametrize(
    ("name", "control", "chosen", "told"),
    [
        ("explore", 0, "Tràng Các", 'd.indicators("health", places="06301")'),
        ("compare", 0, "2022-03", 'ntm.compare("2022-03", "2022-09")'),
        ("what-if", 0, "Bình Phúc", 'd.what_if(("Bình Phúc", "15.1", 90.0))'),
        ("explain", 0, "Tri Lễ", 'd.explain("Tri Lễ", "15")'),
    ],
)
def test_a_control_that_is_changed_changes_what_is_shown(opened_in_lab, name, control, chosen, told):
    page = opened_in_lab(f"explore/{name}.ipynb")
    run_all(page)
    before = page.locator(".jp-OutputArea").all_inner_texts()
    page.locator(".widget-dropdown select").nth(control).select_option(label=chosen)
    page.get_by_text(told, exact=False).first.wait_for(timeout=20_000)
    assert page.locator(".jp-OutputArea").all_inner_texts() != before
    assert page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_a_parameter_that_is_edited_by_hand_takes_effect(opened_in_lab, lab):
    path = lab[1] / "explore" / "explain.ipynb"
    content = json.loads(path.read_text("utf-8"))
    given = next(c for c in content["cells"] if "parameters" in c["metadata"].get("tags", []))
    given["source"] = [line.replace("Hữu Lễ", "An Sơn") for line in given["source"]]
    path.with_name("own.ipynb").write_text(json.dumps(content), "utf-8")
    page = opened_in_lab("explore/own.ipynb")
    run_all(page)
    assert page.get_by_text('d.explain("An Sơn", "15")').count() >= 1


@pytest.mark.parametrize("path", EXPLORE, ids=lambda path: path.stem)
def test_a_guide_runs_without_anybody_before_it(path, tmp_path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "data").symlink_to(ROOT / "data")
    notebook = nbformat.read(path, 4)
    where = {"metadata": {"path": str(tmp_path / "notebooks" / "explore")}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    shown = [each for c in notebook.cells for each in c.get("outputs", [])]
    assert not [each for each in shown if each["output_type"] == "error"]
    # Nobody sits before it: what it shows has no looks of its own.
    assert not any('class="ntm"' in "".join(each.get("data", {}).get("text/html", "")) for each in shown)
