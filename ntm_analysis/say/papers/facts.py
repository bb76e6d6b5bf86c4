"""What a paper is written from: a month's view with what it is compared with, its head and signature."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from pandas import DataFrame, Series

from ntm_analysis.judge.changes import Changes
from ntm_analysis.model import Period, Target
from ntm_analysis.say import papers
from ntm_analysis.say.marks import coded, records
from ntm_analysis.say.texts import made_up, with_codes
from ntm_analysis.say.units import followed
from ntm_analysis.say.view import View

# The office that a district's steering committee is; another office signs otherwise.
_COMMITTEE = "ban chỉ đạo"


@dataclass(frozen=True)
class PaperFacts:
    """The district's view, the kind of report, and the month it looks back to."""

    view: View
    kind: papers.ReportKind
    before: Period | None

    def say(self, key: str, **values: str) -> str:
        """Gives the words of a key."""
        return self.view.words.word(key, **values)

    def n(self, number: int) -> str:
        """Writes a whole number."""
        return self.view.words.number(number)

    def blank(self, what: str) -> str:
        """Gives the blank an official fills in, saying what is missing."""
        return self.say("document.blank", what=self.say(f"report.blank_{what}"))

    def listed(self, names: list[str], most: int = 12) -> str:
        """Joins names with semicolons and says how many more there are."""
        shown, more = "; ".join(names[:most]), len(names) - most
        return self.say("document.and_more", names=shown, n=self.n(more)) if more > 0 else shown

    def commune_codes(self, rows: DataFrame) -> str:
        """Lists communes with the criteria of their rows, those of the advanced set as such."""
        pairs = ((row.commune, coded(self.view, row.set, row.criterion)) for row in records(rows))
        return "; ".join(with_codes(self.view, pairs, "report.commune_codes"))

    def awaiting(self, *levels: str) -> list[str]:
        """Names the communes that wait for a decision on their recognition, of some levels alone."""
        rows, names = self.view.now.recognised, self.view.communes
        codes = rows.loc[rows["awaiting"] & rows["level"].isin(levels or set(rows["level"])), "commune"]
        return [names[code] for code in codes.drop_duplicates() if code in names]

    @property
    def day(self) -> str:
        """Writes the day the month's figures are taken."""
        return self.view.words.date(self.view.data.cut_off(self.view.period))

    @property
    def begins(self) -> Period:
        """Gives the first month the paper covers."""
        return papers.begins(self.kind, self.view.period)

    @property
    def targets_left_out(self) -> tuple[Target, ...]:
        """Lists the targets that begin in the month or later, or ended before it."""
        told = {progress.target.id for progress in self.view.targets}
        return tuple(target for target in self.view.data.targets if target.id not in told)

    @property
    def changes(self) -> Changes | None:
        """Compares with the month looked back to; nothing where there is none."""
        return None if self.before is None else self.view.since(self.before)

    @cached_property
    def begun(self) -> DataFrame:
        """Keeps the tasks whose start has come: of the others nothing can be reported yet."""
        tasks = followed(self.view)
        return tasks[tasks["begun"]]

    @cached_property
    def meetings(self) -> Series:
        """Numbers the month of the meeting that set each task; 0 where no meeting did."""
        texts = followed(self.view)["meeting"].astype(str)
        return texts.map(lambda text: Period.parse(text).number if text else 0).astype("int64")

    def document(
        self, name: str, subject: str, parts: Iterable[papers.Block], appendices: tuple[papers.Appendix, ...]
    ) -> papers.OfficialPaper:
        """Frames a paper, of which ``name`` is the section of its words: marks, letterhead, signature."""
        view, data, words = self.view, self.view.data, self.view.words
        district, office = data.district.name, words.text(data.office)
        # The line above already names the district.
        short = office.removesuffix(words.word("document.of_district", district=district))
        letterhead = papers.Letterhead(
            superior=words.word("document.superior", district=district.upper()),
            issuer=short.upper(),
            state=words.word("document.state"),
            motto=words.word("document.motto"),
            number=words.word(f"{name}.number"),
            place_and_date=words.word("document.place_and_date", place=district, year=str(view.period.year)),
        )
        # An office that is no committee fills in its own authority.
        signer = "committee" if data.office.vi.lower().startswith(_COMMITTEE) else "other"
        listed = words.word(f"{name}.recipients", district=district, province=data.province.name)
        return papers.OfficialPaper(
            name=words.word(f"{name}.name"),
            subject=subject,
            # What may be laid apart says on every sheet that data are illustrative.
            marks=tuple(made_up(data, words, "document.illustrative")),
            draft=words.word("document.draft") if data.is_draft(view.period) else "",
            letterhead=letterhead,
            parts=tuple(parts),
            signature=papers.Signature(
                authority=words.word(f"document.authority_{signer}"),
                post=words.word(f"document.post_{signer}"),
                recipients_title=words.word("document.recipients"),
                recipients=tuple(listed.splitlines()),
            ),
            words=words,
            appendices=appendices,
            origin=f"ntm {name} {self.kind} {view.period} {words.code}",
        )


def gather(view: View, kind: papers.ReportKind) -> PaperFacts:
    """Gathers what a paper of a kind is written from; of the targets only those under way."""
    told = tuple(each for each in view.targets if papers.is_told(each.target, kind, view.period))
    before = papers.compared_with(kind, view.period, view.data.periods)
    return PaperFacts(replace(view, targets=told), kind, before)
