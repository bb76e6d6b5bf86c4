"""What somebody meant by a text that is not right: letters lost on the way, codes and names mistyped.

Vietnamese loses its letters in old encodings (TCVN3, VNI) and where UTF-8 is read as something else. A name
spelled so would stand beside the right one as another commune, and on every page.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import cache

from ntm_analysis.errors import spelled
from ntm_analysis.model import slug_of

# Control characters but tab and line breaks; zero-width, soft-hyphen and direction marks; private use.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb]"
)
_MOST = 12  # codes named where none is close

ACCENTED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# TCVN3 (the .Vn fonts) keeps Vietnamese letters in the places of Latin-1 signs.
_TCVN3 = dict(
    zip(
        "¡¢§£¤¥¦µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
        "ĂÂĐÊÔƠƯ" + ACCENTED,
        strict=True,
    )
)
# VNI keeps a vowel and writes its accents behind it.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = dict(zip("ñÑöÖôÔæóòî", "đĐưƯơƠỉĩịỵ", strict=True))
_VNI_PAIR = re.compile(f"([aeouyAEOUYöÖôÔ])([{''.join(_VNI_MARKS)}])")
_LETTERS = frozenset(ACCENTED + ACCENTED.upper())
_LOST = re.compile(r"(?<=\w)\?|\?(?=\w)|\ufffd")
_LONGEST = 60
_NAMED_SO = ("Phường Đúc",)  # in Huế
_TYPES = re.compile(r"(xã|thị trấn|phường|huyện|tx\.?|tt\.?)\s+(?=\S)", re.IGNORECASE)


def unreadable(text: str) -> tuple[str, str] | None:
    """Says what is wrong with the characters of a text, and what would be right; None where nothing is."""
    unseen = _UNSEEN.search(text)
    if unseen:
        mark = f"U+{ord(unseen[0]):04X}"
        return f"“{spelled(text)}” có ký tự không nhìn thấy {mark}", "xóa ký tự này"
    meant = respelled(text)
    return (f"“{text}” viết bằng bảng mã cũ hoặc sai", f"“{meant}”, gõ bằng Unicode") if meant else None


@cache
def respelled(text: str) -> str:
    """Gives what a text garbled by an encoding was meant to say; "" for a text that is not garbled."""
    if text.isascii() or _is_vietnamese(text):
        return ""
    readings = []  # each way it may have been garbled: UTF-8 taken for Windows-1252, TCVN3, VNI
    for encoding in ("latin-1", "cp1252"):
        with suppress(UnicodeError):
            readings = [text.encode(encoding).decode("utf-8")]
    # Letters such as ạ or ế, beyond the last sign of Latin-1, the old encodings have not.
    if all(ord(letter) <= 0xFF for letter in text):  # noqa: PLR2004
        readings.append("".join(_TCVN3.get(letter, letter) for letter in text))
        joined = _VNI_PAIR.sub(lambda each: _VNI_LETTERS.get(each[1], each[1]) + _VNI_MARKS[each[2]], text)
        if joined != text:
            readings.append("".join(_VNI_LETTERS.get(letter, letter) for letter in joined))
    composed = (unicodedata.normalize("NFC", reading) for reading in readings)
    return next((meant for meant in composed if meant != text and _is_vietnamese(meant)), "")


def misspelled(name: str) -> tuple[str, str] | None:
    """Says what is wrong with the spelling of a unit's name and what would be right; None for a good one."""
    meant = respelled(name)
    typeless = _TYPES.sub("", name, count=1) if name not in _NAMED_SO else name
    faults = [
        (bool(meant), f"“{name}” viết bằng bảng mã cũ hoặc sai", f"“{meant}”, gõ bằng Unicode"),
        (_LOST.search(name) is not None, f"“{name}” mất chữ (dấu ? hoặc \ufffd)", "gõ lại tên bằng Unicode"),
        ("\u00d0" in name, f"“{name}” viết Ð (U+00D0) thay cho Đ", f"“{name.replace(chr(0xD0), 'Đ')}”"),
        (typeless != name, f"“{name}” có cả loại đơn vị", f"chỉ ghi tên: “{typeless}”; loại ghi ở cột type"),
        (not any(letter.isalpha() for letter in name), f"“{name}” không có chữ cái nào", "tên đơn vị"),
        (len(name) > _LONGEST, f"tên dài {len(name)} ký tự", f"tên đơn vị, tối đa {_LONGEST} ký tự"),
    ]
    return next(((found, right) for holds, found, right in faults if holds), None)


def _is_vietnamese(text: str) -> bool:
    """Tells whether a text holds Vietnamese letters, no other beyond ASCII, and reads as syllables."""
    beyond = [letter for letter in text if not letter.isascii()]
    if not beyond or any(letter not in _LETTERS for letter in beyond):
        return False
    words = re.findall(r"\w+", text)
    return all(_SYLLABLE.fullmatch(unicodedata.normalize("NFD", word).lower()) for word in words)


# A syllable: what may begin it, its vowels, what may end it. Open vowels never bear their tone at the end.
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_OPEN = (
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi", "ua", "ui", "ưa", "ưi",
    "ưu", "iêu", "yêu", "oai", "oao", "oay", "oeo", "uôi", "ươi", "ươu", "uây", "uya", "uyu",
)  # fmt: skip
_CLOSED = (
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "oa", "oă", "oe", "oo", "uâ",
    "uê", "uô", "ươ", "uy", "uyê", "ue", "uơ",
)  # fmt: skip
_BEGIN = "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"


def _vowels(words: tuple[str, ...], *, toned_last: bool) -> str:
    """Builds what matches vowels with one tone on any of them, decomposed."""
    patterns = []
    for word in words:
        letters = [unicodedata.normalize("NFD", letter) for letter in word]
        # A horn or breve may stand before or behind the tone once a letter is decomposed.
        toned = [f"{letter[0]}{_TONE}?{letter[1:]}{_TONE}?" for letter in letters]
        patterns.append("".join(toned if toned_last else [*toned[:-1], letters[-1]]))
    return "|".join(patterns)


_SYLLABLE = re.compile(
    f"{_BEGIN}(?:(?:{_vowels(_CLOSED, toned_last=True)})(?:ng|nh|ch|[cmnpt])?"
    f"|{_vowels(_OPEN, toned_last=False)})|[0-9]+"
)


def nearest(text: str, known: Iterable[str]) -> str:
    """Names up to three codes close to a text, those beginning with it first; else the first of all."""
    codes = list(known)
    begun = [code for code in codes if text and code.startswith((f"{text}.", text))]
    close = get_close_matches(text, codes, n=3, cutoff=0.5)
    found = list(dict.fromkeys(begun[:6] or close))
    if found:
        return "gần nhất: " + ", ".join(found)
    more = len(codes) - _MOST
    return "một trong: " + ", ".join(codes[:_MOST]) + (f" và {more} mã khác" if more > 0 else "")


def nearest_named(text: str, names: Mapping[str, str]) -> str:
    """Names up to three codes close to a text, which may be a mistyped code or a name; ``names`` by code."""
    by_slug = {slug_of(name): code for code, name in names.items()}
    close = get_close_matches(slug_of(text), by_slug, n=3, cutoff=0.6)
    codes = [by_slug[slug] for slug in close] or get_close_matches(text, names, n=3, cutoff=0.5)
    if not codes:
        return "dùng mã có trong communes.csv"
    return "gần nhất: " + ", ".join(f"{code} {names[code]}" for code in codes)
