"""YAML read as text: numbers keep the digits they were written with, keys keep their line."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ntm_analysis.errors import Problem, spelled

Location = tuple[str | int, ...]

# libyaml is some ten times faster; the pure Python parser gives the same nodes.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 50  # a fifth of what Python goes down to; criteria lie seven deep
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

# A list whose members are known by their code rather than by their position.
_MEMBERS = {
    "criteria": "tiêu chí",
    "indicators": "chỉ tiêu",
    "components": "thành phần",
    "areas": "lĩnh vực",
    "statistics": "số liệu bổ trợ",
}


@dataclass
class YamlFile:
    """One YAML file as mappings, lists, texts, true/false and None, with the problems found in it."""

    file: str
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, location: Location, found: str, expected: str) -> None:
        """Adds a problem, with the line and the place that ``location`` leads to."""
        upward = (location[:length] for length in range(len(location), -1, -1))
        line = next((self.lines[key] for key in upward if key in self.lines), 0)
        self.problems.append(Problem(self.file, line, self.place(location), found, expected))

    def place(self, location: Location) -> str:
        """Names a location as its readers do: ``tiêu chí 15 / chỉ tiêu 15.1 / thresholds``."""
        words: list[str] = []
        node = self.data
        for key, following in zip(location, (*location[1:], ""), strict=False):
            node = _member(node, key)
            if isinstance(following, int):
                member = _member(node, following)
                code = (member.get("code") or member.get("id")) if isinstance(member, dict) else None
                words.append(f"{_MEMBERS.get(str(key), key)} {code or f'thứ {following + 1}'}")
            elif isinstance(key, str):
                words.append(key)
        return " / ".join(words)

    def value(self, location: Location) -> Any:
        """Gives what is written at a location, None where nothing is."""
        node = self.data
        for key in location:
            node = _member(node, key)
        return node

    def members(self, location: Location) -> Iterator[tuple[Location, dict[str, Any]]]:
        """Yields the mappings of the list at a location, skipping what is not one."""
        listed = self.value(location)
        for index, item in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(item, dict):
                yield (*location, index), item

    def text(self, path: Path) -> str | None:
        """Reads the text of a file, None and a problem where it cannot be read."""
        try:
            if path.exists() and not path.is_file():  # a pipe or a device would be waited for
                self.report((), "không phải một tệp thường", "thay bằng tệp YAML")
                return None
            return path.read_text(encoding="utf-8-sig")
        except OSError as error:
            self.report((), f"không đọc được tệp ({error.strerror})", "kiểm tra tệp và quyền đọc")
        except UnicodeDecodeError:
            self.report((), "tệp không phải mã UTF-8", "lưu lại tệp bằng mã UTF-8")
        return None


def read_yaml(path: Path) -> YamlFile:
    """Reads a YAML file; what cannot be read is a problem of the document, whose data is then None."""
    document = YamlFile(path.name)
    text = document.text(path)
    if text is None:
        return document
    line, found, right = 0, "", "viết mục ra đầy đủ"
    depth, root = 0, None
    try:
        text = unicodedata.normalize("NFC", text)
        # What has no end is told before it is composed: entries that refer to others, or lie too deep.
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            found = "dùng tham chiếu (&, *)" if isinstance(event, yaml.AliasEvent) else ""
            found = "các mục lồng nhau quá sâu" if depth > _DEEPEST else found
            if found:
                line = event.start_mark.line + 1 if event.start_mark else 0
                break
        else:
            root = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1 if isinstance(error.position, int) else 0
        found = f"có ký tự điều khiển {spelled(chr(error.character))}" if error.character else "có ký tự lạ"
        right = "xóa ký tự đó"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        found = f"sai cú pháp YAML ({getattr(error, 'problem', None) or error})"
        right = "sửa thụt dòng, dấu hai chấm, dấu nháy"
    if found:
        document.problems.append(Problem(document.file, line, "", found, right))
        return document
    repeated: list[Location] = []
    document.data = _construct(root, (), document.lines, repeated) if root else None
    for location in repeated:  # reported last, because places are named from the finished data
        document.report(location, f"mục “{location[-1]}” viết hai lần", "giữ lại một")
    if not isinstance(document.data, dict) and not document.problems:
        document.report((), "tệp trống hoặc không gồm các mục “tên: giá trị”", "xem README.md của thư mục")
        document.data = None
    return document


def repeated(values: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Yields each value that stands before among those given, with its place."""
    seen = set()
    for index, value in enumerate(values):
        if value in seen:
            yield index, value
        seen.add(value)


def is_there(path: Path) -> bool:
    """Tells whether something bears the name of a file: a link that leads nowhere is no missing file."""
    return path.exists() or path.is_symlink()


def _construct(node: yaml.Node, here: Location, lines: dict[Location, int], repeated: list[Location]) -> Any:
    lines.setdefault(here, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*here, index), lines, repeated) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            lines[*here, key] = key_node.start_mark.line + 1
            if key in mapping:
                repeated.append((*here, key))
            else:
                mapping[key] = _construct(value_node, (*here, key), lines, repeated)
        return mapping
    plain = not getattr(node, "style", None)  # libyaml says "" where the Python parser says None
    return _CONSTANTS.get(node.value, node.value) if plain else node.value


def _member(node: Any, key: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(key)
    if isinstance(node, list) and isinstance(key, int) and key < len(node):
        return node[key]
    return None
