"""The offices of a person: each once, in the form that says most."""

from naql.extract.offices import Form, distinct, fullest, runs_on


def form(text: str, beside: bool = False, times: int = 1) -> Form:
    return Form(text, tuple(text.split()), beside, times)


def test_a_form_that_runs_on_into_the_sentence_is_left_out() -> None:
    """`استاندار سروند مشکلات آب`, told once, is no office where `استاندار سروند` stands beside the name."""
    office, longer = form("استاندار سروند", beside=True), form("استاندار سروند مشکلات آب")
    assert runs_on(longer, [office, longer])
    assert not runs_on(office, [office, longer])


def test_a_longer_form_beside_the_name_runs_on_into_nothing() -> None:
    """What stands beside the name is the office, however long."""
    office, longer = form("استاندار سروند", times=2), form("استاندار سروند و دهستان‌ها", beside=True)
    assert not runs_on(longer, [office, longer])


def test_a_form_within_another_is_left_out() -> None:
    """`وزیر راه` stands in `وزیر راه و شهرسازی`, and `یک کارشناس` is nobody's office."""
    assert fullest([form("وزیر راه"), form("وزیر راه و شهرسازی"), form("یک کارشناس")]) == [form("وزیر راه و شهرسازی")]


def test_two_forms_of_one_office_are_told_once() -> None:
    """Of two like offices with one head the one beside the name is kept; another head is another office."""
    near, far = form("مدیرکل منابع طبیعی سروند", beside=True), form("مدیرکل منابع طبیعی استان سروند و نیکان")
    other = form("دبیر انجمن سروند")
    assert distinct([far, other, near]) == [near, other]


def test_a_form_that_points_back_gives_way() -> None:
    """`دبیر این انجمن` says less than `دبیر انجمن سروند`, and stands where no other form does."""
    pointing, telling = form("دبیر این انجمن", beside=True), form("دبیر انجمن سروند")
    assert distinct([pointing, telling]) == [telling]
    assert distinct([pointing]) == [pointing]
