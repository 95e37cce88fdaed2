"""Two texts beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from actionplan.comparison import Piece, versus

TEXTS = st.text(alphabet="ab é\n", min_size=1).filter(str.strip)


def test_the_words_that_differ_are_marked_on_both_sides() -> None:
    field = versus(
        "bijsturing", "Sterker levert vanaf 1 november een trainer.", "Sterker levert vanaf 15 oktober een trainer."
    )
    assert [piece.text for piece in field.theirs if piece.differs] == ["1 november "]
    assert [piece.text for piece in field.mine if piece.differs] == ["15 oktober "]
    assert field.mine[0] == Piece("Sterker levert vanaf ", differs=False)


def test_an_empty_text_is_told_as_not_filled_in() -> None:
    assert versus("oorzaak", "", "Geen trainer").theirs == (Piece("niet ingevuld", differs=True),)


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(theirs: str, mine: str) -> None:
    field = versus("tekst", theirs, mine)
    assert "".join(piece.text for piece in field.theirs) == theirs
    assert "".join(piece.text for piece in field.mine) == mine


@given(TEXTS)
def test_equal_texts_have_no_marks(text: str) -> None:
    field = versus("tekst", text, text)
    assert not any(piece.differs for piece in (*field.theirs, *field.mine))
