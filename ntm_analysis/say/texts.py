"""What is said as text: verdicts by symbol, doubts by signs, places and targets by name, what is open."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fractions import Fraction

from ntm_analysis.judge.targets import Progress
from ntm_analysis.language import Language
from ntm_analysis.model import Figure, Verdict
from ntm_analysis.model.dataset import Dataset
from ntm_analysis.say.units import place_names
from ntm_analysis.say.view import View, once
from ntm_analysis.say.words import Cell, Doubt, Judged, Opening, Piece, Table, Weight, Words

QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}  # of a year, as offices number them
MOST_NAMED = 4  # More names than this are a list for the table below, not for a sentence.


def assumed(data: Dataset, words: Language) -> list[str]:
    """Names what is only assumed in a dataset, for everything that is made from it."""
    return [words.word("scenario.mark", name=data.scenario)] if data.scenario else []


def made_up(data: Dataset, words: Language, illustrative: str = "page.illustrative") -> list[str]:
    """Names what everything of a dataset says of itself: what is only assumed, that it is illustrative."""
    return [*assumed(data, words), *([words.word(illustrative)] if data.illustrative else [])]


def near(asked: str, known: Collection[str]) -> str:
    """Names the three codes or names nearest to one that there is not, those of the same criterion first."""
    of_same = [code for code in known if code.partition(".")[0] == asked.partition(".")[0]]
    close = get_close_matches(asked, sorted(of_same), 3, 0) + get_close_matches(asked, sorted(known), 3, 0)
    return ", ".join([*dict.fromkeys(close)][:3]) or "–"


def lowered(text: str) -> str:
    """Begins a text as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def listed(words: Language, names: Sequence[str]) -> str:
    """Joins names as a sentence does, the last by and."""
    *first, last = names or [""]
    return words.word("value.and", first=", ".join(first), last=last) if first else last


def small(*texts: str) -> tuple[Words, ...]:
    """Writes what stands small beside or below a text; what is empty is left out."""
    return tuple(Words(text, weight=Weight.SMALL) for text in texts if text)


def quiet(text: str) -> Words:
    """Writes words where a number would stand."""
    return Words(text, weight=Weight.QUIET)


def below(text: str) -> tuple[Words, ...]:
    """Writes what stands small in a line of its own."""
    return (Words(text, weight=Weight.BELOW),) if text else ()


def holding(found: Mapping[Doubt, bool]) -> tuple[Doubt, ...]:
    """Keeps the doubts that hold."""
    return tuple(doubt for doubt, holds in found.items() if holds)


def doubts_in(words: Language, table: Table) -> tuple[Doubt, ...]:
    """Gathers the doubts that stand in a table, in the order of the key."""
    cells = (cell for row in (*table.rows, *table.sums) for cell in row)
    found = {doubt for cell in cells for piece in pieces(words, cell) for doubt in piece.doubts}
    return tuple(doubt for doubt in Doubt if doubt in found)


def key_of(words: Language, doubts: Iterable[Doubt]) -> Iterator[str]:
    """Explains signs, each once: ``* mức đạt chuẩn chưa đối chiếu với văn bản``; words explain themselves."""
    meanings: dict[str, list[str]] = {}
    for doubt in doubts:
        if (sign := words.word(f"mark.{doubt}")) == sign_of(words, doubt):
            meanings.setdefault(sign, []).append(words.word(f"mark_title.{doubt}"))
    yield from (f"{sign} {'; '.join(told)}" for sign, told in meanings.items())


def capital(text: str) -> str:
    """Begins a text with a capital, as a heading or a sentence does."""
    return text[:1].upper() + text[1:]


def verdict_key(words: Language, verdicts: Iterable[Verdict] = Verdict) -> Iterator[str]:
    """Explains the symbols of verdicts: ``✓ đạt``."""
    for verdict in verdicts:
        yield f"{verdict.symbol} {words.verdict(verdict)}"


def sign_of(words: Language, doubt: str) -> str:
    """Gives the sign of a doubt as it follows a text; one that is a word stands in brackets."""
    sign = words.word(f"mark.{doubt}")
    return f" ({sign})" if sign.isalpha() or " " in sign else sign


def signed(words: Language, text: str, doubts: Iterable[str]) -> str:
    """Writes a text with the signs of its doubts, for where signs are text."""
    return text + "".join(dict.fromkeys(sign_of(words, doubt) for doubt in doubts))


def text_of(words: Language, cell: Cell) -> str:
    """Writes a cell as text, verdicts by symbol and word, doubts by their signs."""
    text = ""
    for piece in pieces(words, cell):
        beside = isinstance(piece, Words) and piece.weight in {Weight.SMALL, Weight.BELOW, Weight.ITEM}
        between = " " if beside and not text.endswith(" ") else ""
        match piece:
            case Opening():
                said = text_of(words, piece.title)
            case Judged():
                said = piece.verdict.symbol if piece.brief else next(verdict_key(words, (piece.verdict,)))
            case _:
                said = piece.text
        text += between + signed(words, said, piece.doubts)
    return text


def place_name(view: View, code: str) -> str:
    """Names a commune or the town, alive in the period or not; without a code the whole district."""
    return place_names(view).get(code, code) if code else view.words.word("task.whole_district")


@once
def _bodies(view: View) -> dict[str, tuple[str, str]]:
    """Gives the name of each body in charge and the commune it is one of."""
    columns = (view.data.movement.bodies[column] for column in ("body", "name", "commune"))
    return {body: (name, of) for body, name, of in zip(*columns, strict=True)}


def body_name(view: View, code: str) -> str:
    """Names a body in charge, with its commune where it is one of a commune."""
    name, of = _bodies(view).get(code, (code, ""))
    if not (view.is_district and of):
        return name
    return view.words.word("task.body_of", body=name, place=place_name(view, of))


def own_name(view: View) -> str:
    """Writes the page's place with its kind: ``Xã Điềm He``."""
    return view.words.word(f"page.{view.place.kind}_name", name=view.place.name)


def targets_named(view: View, ids: Iterable[str]) -> list[str]:
    """Names targets by their ids, each once."""
    names = {p.target.id: view.words.text(p.target.name) for p in view.targets}
    return [names[i] for i in dict.fromkeys(ids) if i in names]


def joined(view: View, names: Sequence[str], more: str = "and_more") -> str:
    """Joins names with commas and says how many more there are; ``and_more_units`` for places."""
    shown = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return shown
    count = view.words.number(len(names) - MOST_NAMED)
    return view.words.word(f"sentence.{more}", names=shown, count=count)


def with_codes(
    view: View, pairs: Iterable[tuple[str, str]], key: str, names: Mapping[str, str] | None = None
) -> list[str]:
    """Names communes, each with its codes, in the order they come: ``Bình Phúc (6, 13)``."""
    codes, known = dict[str, list[str]](), names or place_names(view)
    for commune, code in pairs:
        codes.setdefault(commune, []).append(code)
    return [view.words.word(key, commune=known[of], codes=", ".join(mine)) for of, mine in codes.items()]


def target_figure(view: View, progress: Progress, value: Fraction | None) -> Figure | Words:
    """Writes a value in a target's own form; words where there is none."""
    if value is None:
        return quiet(view.words.word("value.missing"))
    return view.words.of_target(progress.target, value, progress.goal)


def target_now(view: View, progress: Progress) -> Figure | Words:
    """Writes a target's figure of now: whether it is preliminary, or adjusted after closing."""
    adjusted = progress.target.id in view.adjusted_targets
    found = {Doubt.ADJUSTED: adjusted, Doubt.PRELIMINARY: progress.preliminary}
    return replace(target_figure(view, progress, progress.value), doubts=holding(found))


def target_told(view: View, progress: Progress, key: str, goal: Fraction | None = None, **more: str) -> str:
    """Fills words with a target's name, its figure of now, its goal and standing.

    Its goal is written as figures are that are held against ``goal``, else as its document prints it.
    """
    words, target = view.words, progress.target
    told = {"name": words.text(target.name), "value": text_of(words, target_now(view, progress))}
    told |= {"goal": words.target_figure(target, progress.goal, goal)}
    return words.word(key, **told, status=words.word(f"target_status.{progress.status}"), **more)


def pieces(words: Language, cell: Cell) -> tuple[Piece, ...]:
    """Gives a cell as its pieces."""
    if isinstance(cell, str):
        return (Words(cell),)
    if isinstance(cell, dt.date):
        return (Words(words.date(cell)),)
    return cell if isinstance(cell, tuple) else (cell,)
