from ntm_analysis.batch.printing import dated
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
