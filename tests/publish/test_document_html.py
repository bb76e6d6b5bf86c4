"""The page of a document: self-contained, escaped, with everything the document holds."""

from html.parser import HTMLParser

from ntm_analysis.publish.document_html import as_html


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_fetches_nothing_and_runs_nothing(document):
    seen = Seen(as_html(document).decode())
    assert not {tag for tag, _ in seen.tags} & {"script", "link", "img", "iframe"}
    assert not [a for _, a in seen.tags if "src" in a or "href" in a]
    assert b"url(" not in as_html(document)


def test_texts_are_escaped(document):
    page = as_html(document).decode()
    assert "Kết quả &lt;thử&gt;" in page
    assert "<thử>" not in page


def test_marks_letterhead_parts_signature_and_sheets_are_all_there(document):
    text = "\n".join(Seen(as_html(document).decode()).text)
    for said in ("SỐ LIỆU MINH HỌA", "UBND HUYỆN THỬ", "I. KẾT QUẢ", "Đạt 14,19", "dòng 89", "Nơi nhận:"):
        assert said in text
    for said in ("TRƯỞNG BAN", "BIỂU SỐ 01", "BIỂU SỐ 02"):
        assert said in text


def test_what_is_to_be_filled_in_is_marked(document):
    assert "<mark>[bổ sung: lý do]</mark>" in as_html(document).decode()


def test_heads_of_columns_are_heads(document):
    seen = Seen(as_html(document).decode())
    assert [a["scope"] for tag, a in seen.tags if tag == "th"] == ["col"] * 6
    assert ("html", {"lang": "vi"}) in seen.tags
