"""Each kind of input changed in turn: the next build gives, byte for byte, what one from nothing gives."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLACES = ("999", "10001")
DATA = "data/tiny"
STANDARD = "xa_ntm_2021_2025"
VALUE = f"2022-02,10001,{STANDARD},{{}},chung,91,,,2022-02-20,2022,chính thức,,Báo cáo,,có"
VERDICT = f"2022-02,10002,{STANDARD},{{}},chưa đạt,huyện rà soát,Biên bản,,có"
OVERRIDE = f'threshold_overrides: [{{set: {STANDARD}, indicator: "15.1", value: 90, source: QĐ}}]'
SQUARE = [[[106.5, 21.8], [106.6, 21.8], [106.6, 21.9], [106.5, 21.8]]]


def shape(code):
    geometry = {"type": "Polygon", "coordinates": SQUARE}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


class World:
    """A project of its own with a copy of the software, all to be changed, built by the command."""

    def __init__(self, root, tiny):
        self.root = root
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "ntm_analysis", root / "ntm_analysis", ignore=skipped)
        shutil.copytree(ROOT / "data" / "criteria", root / "data" / "criteria")
        shutil.copytree(tiny.path, root / DATA)
        shutil.copy(ROOT / "requirements.txt", root)
        (root / "notebooks").mkdir()
        for name in ("health", "overview"):
            shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", root / "notebooks")
        self.replace(f"{DATA}/dataset.yaml", "criteria: .*", "criteria: ../criteria")

    def append(self, file, line):
        path = self.root / file
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(f"{before}{line}\n", "utf-8")

    def replace(self, file, old, new):
        path = self.root / file
        text, changed = re.subn(old, lambda _: new, path.read_text("utf-8"), count=1)
        assert changed
        path.write_text(text, "utf-8")

    def boundaries(self, *codes):
        content = {"type": "FeatureCollection", "features": [shape(code) for code in codes]}
        (self.root / DATA / "boundaries.geojson").write_text(json.dumps(content), "utf-8")

    def cell(self, kind, more):
        path = self.root / "notebooks" / "health.ipynb"
        content = json.loads(path.read_text("utf-8"))
        cell = next(cell for cell in reversed(content["cells"]) if cell["cell_type"] == kind)
        cell["source"] = [*cell["source"], more]
        path.write_text(json.dumps(content), "utf-8")

    def build(self, out, workers=2):
        """Builds and gives the notebooks whose pages were made, and every file but the records of runs."""
        command = [sys.executable, "-c", "from ntm_analysis.cli import main; main()", "build"]
        command += ["--data", DATA, "--out", out, *(word for place in PLACES for word in ("--place", place))]
        command += ["--workers", str(workers)]
        environment = {**os.environ, "PYTHONPATH": str(self.root)}
        ran = subprocess.run(
            command, check=False, cwd=self.root, env=environment, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        made = {Path(line.split()[1]).stem for line in ran.stdout.splitlines() if line.startswith("✓ ")}
        files = (path for path in (self.root / out).rglob("*") if path.is_file())
        # Records and executed notebooks tell of their own run, what was kept of inputs of earlier ones.
        of_runs = {".records", ".executed", ".inputs", ".lock"}
        kept = (path for path in files if not of_runs & set(path.parts))
        return made - {"tong-hop"}, {path.relative_to(self.root / out): path.read_bytes() for path in kept}


BOTH = {"health", "overview"}
# What is changed, the notebooks whose pages are made again, and whether these differ then.
CHANGES = {
    "a value": (lambda w: w.append(f"{DATA}/observations.csv", VALUE.format("15.4")), BOTH, True),
    "a verdict": (lambda w: w.append(f"{DATA}/verdicts.csv", VERDICT.format(15)), BOTH, True),
    "a recognition": (lambda w: w.replace(f"{DATA}/recognitions.csv", "12/QĐ", "13/QĐ"), BOTH, True),
    "a commune": (lambda w: w.replace(f"{DATA}/communes.csv", "An Hòa", "An Hoà Mới"), BOTH, True),
    "boundaries": (lambda w: w.boundaries("10001"), BOTH, True),
    "an office": (lambda w: w.replace(f"{DATA}/dataset.yaml", "Văn phòng", "Ban"), BOTH, True),
    "a target": (lambda w: w.replace(f"{DATA}/targets.yaml", 'value: "3"', 'value: "2"'), BOTH, True),
    "a threshold": (
        lambda w: w.replace(f"{DATA}/dataset.yaml", r"threshold_overrides: \[\]", OVERRIDE),
        BOTH,
        True,
    ),
    "a translation": (
        lambda w: w.append(f"{DATA}/translations.csv", "text,language,translation\nAn Hoà Mới,en,New An Hoa"),
        BOTH,
        True,  # by the code of the inputs at its foot
    ),
    "a criteria file": (lambda w: w.append("data/criteria/sources.yaml", "# x"), BOTH, True),
    "a note": (lambda w: w.append(f"{DATA}/README.md", "Ghi chú"), set(), False),
    "the code of a notebook": (lambda w: w.cell("code", "\n# x"), {"health"}, False),
    "the text of a notebook": (lambda w: w.cell("markdown", " x"), {"health"}, False),
    "the style": (lambda w: w.append("ntm_analysis/batch/site/template/style.css", "/* x */"), BOTH, True),
    "a word": (
        lambda w: w.replace("ntm_analysis/languages/vi/general.yaml", "SỐ LIỆU MINH HỌA", "SỐ LIỆU THỬ"),
        BOTH,
        True,
    ),
    "what computes": (lambda w: w.append("ntm_analysis/judge/judge.py", "# x"), BOTH, False),
    "a library": (lambda w: w.append("requirements.txt", "# x"), BOTH, False),
}


def test_a_build_after_each_change_is_a_build_from_nothing(tiny_dataset, tmp_path):
    world = World(tmp_path / "world", tiny_dataset)
    _, before = world.build("kept")
    for number, (name, (change, notebooks, differs)) in enumerate(CHANGES.items()):
        change(world)
        made, kept = world.build("kept")
        anew, fresh = world.build(f"anew-{number}", workers=1)
        assert made == notebooks, name
        assert anew == BOTH, name
        assert kept == fresh, name
        assert (pages(kept) != pages(before)) == differs, name
        before = kept


def pages(files):
    return {path: content for path, content in files.items() if path.suffix == ".html"}
