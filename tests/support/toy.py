"""A small pack and strategies for random conditions and assessments over it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dpia.assessment.interval import Interval
from dpia.assessment.itemwise import answer_of, known_items
from dpia.assessment.model import UNKNOWN, Answer, Assessment, Row, given, not_applicable
from dpia.assessment.partial import ItemState, PartialList
from dpia.content.condition import Condition
from dpia.content.pack import Content, Pack
from dpia.content.validation import adapter, validate

OPTIONS = ["a", "b", "c"]
REPORT = {"editions": {name: {"cover": ["content"], "parts": ["due"]} for name in ("full", "record")}}


def toy_pack(**extra: Any) -> Pack:
    """Questions of every type that conditions can read, one hidden by another, one row fact."""
    content = {
        "manifest": {"id": "toy", "version": "1", "title": "Toy", "checked_to": "2026-01-01"},
        "sections": [{"id": "s", "title": "S", "intro": "s", "explanation": "s"}],
        "questions": [
            {"id": "s.flag", "type": "boolean", "text": "Flag?"},
            {"id": "s.pick", "type": "choice", "text": "Pick", "options": [{"id": o, "text": o} for o in OPTIONS], "not_applicable": True},
            {"id": "s.many", "type": "choices", "text": "Many", "options": [{"id": o, "text": o} for o in OPTIONS]},
            {"id": "s.number", "type": "number", "text": "Number"},
            {"id": "s.day", "type": "date", "text": "Day"},
            {"id": "s.hidden", "type": "boolean", "text": "Hidden?", "shown_when": {"question": "s.flag", "is": True}},
            {"id": "s.deeper", "type": "choice", "text": "Deeper", "options": [{"id": o, "text": o} for o in OPTIONS],
             "shown_when": {"question": "s.hidden", "is": True}, "excluded_by": {"question": "s.pick", "is": "a"}},
            {"id": "s.rows", "type": "table", "text": "Rows",
             "shown_when": {"not": {"question": "s.pick", "is": "c"}}, "excluded_by": {"question": "s.flag", "is": True}, "row_label": "name",
             "considered_when": {"not": {"column": "pick", "is": "c"}},
             "columns": [
                 {"id": "name", "type": "text", "text": "Name"},
                 {"id": "pick", "type": "choice", "text": "Pick", "options": [{"id": o, "text": o} for o in OPTIONS]},
                 {"id": "flag", "type": "boolean", "text": "Flag", "shown_when": {"column": "pick", "one_of": ["a", "c"]}},
                 {"id": "many", "type": "choices", "text": "Many", "options": [{"id": o, "text": o} for o in OPTIONS]},
                 {"id": "peers", "type": "choices", "text": "Peers", "options_from": "s.rows"},
             ]},
        ],
        "facts": [
            {"id": "fact-plain", "title": "Plain", "when": {"any": [{"question": "s.flag", "is": True}, {"question": "s.many", "contains": "a"}]}},
            {"id": "fact-row", "title": "Row", "row": "s.rows", "when": {"all": [{"column": "pick", "is": "a"}, {"column": "flag", "is": True}]}},
        ],
        "regimes": [], "rules": [], "report": REPORT,
        **extra,
    }  # fmt: skip
    return Pack(validate(Content, content), "0" * 64)


def parse(node: Any) -> Any:
    return adapter(Condition).validate_python(node)


def _tests(target: dict[str, str], kind: str) -> st.SearchStrategy[dict[str, Any]]:
    pick = st.sampled_from(OPTIONS)
    some = st.lists(pick, min_size=1, max_size=2, unique=True)
    by_kind: dict[str, list[st.SearchStrategy[dict[str, Any]]]] = {
        "boolean": [st.booleans().map(lambda v: {"is": v})],
        "choice": [pick.map(lambda v: {"is": v}), some.map(lambda v: {"one_of": v})],
        "choices": [
            pick.map(lambda v: {"contains": v}),
            some.map(lambda v: {"contains_any": v}),
            some.map(lambda v: {"contains_all": v}),
            some.map(lambda v: {"every_in": v}),
            st.booleans().map(lambda v: {"empty": v}),
        ],
        "number": [
            st.tuples(st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), st.integers(0, 5)).map(
                lambda p: {p[0]: p[1]}
            )
        ],
    }
    days = st.sampled_from(["2023-12-31", "2024-01-01", "2024-05-01", "2024-05-31", "2025-01-01"])
    by_kind["date"] = [
        st.tuples(st.sampled_from(["at_least", "more_than", "at_most", "less_than", "is"]), days).map(
            lambda p: {p[0]: p[1]}
        )
    ]
    by_kind["number"].append(st.integers(0, 5).map(lambda v: {"is": v}))
    by_kind["rows"] = [st.just({"contains_row": "s.rows"}), st.booleans().map(lambda v: {"empty": v})]
    return st.one_of(*by_kind[kind], st.booleans().map(lambda v: {"answered": v})).map(lambda test: {**target, **test})


def _leaf(in_row: bool) -> st.SearchStrategy[Any]:
    leaves = [
        _tests({"question": "s.flag"}, "boolean"),
        _tests({"question": "s.pick"}, "choice"),
        _tests({"question": "s.many"}, "choices"),
        _tests({"question": "s.number"}, "number"),
        _tests({"question": "s.day"}, "date"),
        _tests({"question": "s.hidden"}, "boolean"),
        _tests({"question": "s.deeper"}, "choice"),
        st.sampled_from([{"fact": "fact-plain"}, {"fact": "fact-row"}]),
    ]
    if in_row:
        leaves += [
            _tests({"column": "pick"}, "choice"),
            _tests({"column": "flag"}, "boolean"),
            _tests({"column": "many"}, "choices"),
            _tests({"column": "peers"}, "rows"),
        ]
    return st.one_of(*leaves)


def _tree(in_row: bool) -> st.SearchStrategy[Any]:
    def extend(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        lists = st.lists(children, max_size=3)
        bound = st.sampled_from(["at_least", "at_most", "exactly", "more_than"])
        options: list[st.SearchStrategy[Any]] = [
            lists.map(lambda items: {"all": items}),
            lists.map(lambda items: {"any": items}),
            children.map(lambda item: {"not": item}),
            st.tuples(lists, bound, st.integers(0, 3)).map(lambda p: {"count": {"of": p[0], p[1]: p[2]}}),
        ]
        if not in_row:
            inner = _tree(True)
            considered = st.booleans()
            options += [
                st.tuples(inner, considered).map(lambda p: {"some": "s.rows", "where": p[0], "considered": p[1]}),
                st.tuples(inner, considered).map(lambda p: {"every": "s.rows", "where": p[0], "considered": p[1]}),
                st.tuples(inner, considered, bound, st.integers(0, 2)).map(
                    lambda p: {"count": {"rows": "s.rows", "where": p[0], "considered": p[1], p[2]: p[3]}}
                ),
            ]
        return st.one_of(*options)

    return st.recursive(_leaf(in_row), extend, max_leaves=6)


CONDITIONS = _tree(False).map(parse)


def _answers(value: st.SearchStrategy[Any], *, na: bool = False) -> st.SearchStrategy[Answer | None]:
    states: list[st.SearchStrategy[Answer | None]] = [st.none(), st.just(UNKNOWN), value.map(given)]
    return st.one_of(*states, st.just(not_applicable("why"))) if na else st.one_of(*states)


@st.composite
def lists(draw: st.DrawFn, options: tuple[str, ...] = tuple(OPTIONS)) -> Answer | None:
    """A list of several: absent, unknown, or with a state for each item."""
    states = draw(st.lists(st.sampled_from([*ItemState, None]), min_size=len(options), max_size=len(options)))
    known = PartialList()
    for option, state in zip(options, states, strict=True):
        known = known.with_state(option, state)
    return draw(st.sampled_from([answer_of(known, options), answer_of(known, options), None, UNKNOWN, given(())]))


@st.composite
def _intervals(draw: st.DrawFn, ends: st.SearchStrategy[Any]) -> Any:
    low, high = sorted((draw(ends), draw(ends)))
    above, below = draw(st.sampled_from([(low, high), (low, None), (None, high)]))
    low_open, high_open = draw(st.booleans()) and above is not None, draw(st.booleans()) and below is not None
    try:
        return Interval(above, below, low_open, high_open).normal()
    except ValueError:  # nothing lies between the ends
        return low


BELOW_NOTHING = Interval(high=0, high_open=True)
NUMBERS = st.one_of(st.integers(0, 5), _intervals(st.integers(0, 5)).filter(lambda value: value != BELOW_NOTHING))
_DAYS = st.sampled_from(["2023", "2024", "2024-05", "2024-05-01", "2024-12-31", "2025-01-01"])
DATES = st.one_of(_DAYS, _intervals(_DAYS))
"""Known exactly or by their bounds."""

_CELLS = st.fixed_dictionaries(
    {
        "pick": _answers(st.sampled_from(OPTIONS)),
        "flag": _answers(st.booleans()),
        "many": lists(),
        "peers": lists(("r0", "r1", "r2")),
    }
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Any mixture of given, unknown, not applicable and absent."""
    drawn = {
        "s.flag": draw(_answers(st.booleans())),
        "s.pick": draw(_answers(st.sampled_from(OPTIONS), na=True)),
        "s.many": draw(lists()),
        "s.number": draw(_answers(NUMBERS)),
        "s.day": draw(_answers(DATES)),
        "s.hidden": draw(_answers(st.booleans())),
        "s.deeper": draw(_answers(st.sampled_from(OPTIONS))),
    }
    cells = draw(st.lists(_CELLS, max_size=3))
    rows = tuple(Row(f"r{i}", {k: v for k, v in cell.items() if v is not None}) for i, cell in enumerate(cells))
    drawn["s.rows"] = draw(st.sampled_from([None, UNKNOWN, given(rows), given(rows), given(rows)]))
    return Assessment("2026-01-01", "2026-01-01", answers={k: v for k, v in drawn.items() if v is not None})


def with_item(
    state: Assessment, place: tuple[str, str | None, str | None], item: str, to: ItemState | None
) -> Assessment:
    """The assessment with one item of a list known in part in another state."""
    question, row, column = place
    options = ("r0", "r1", "r2") if column == "peers" else OPTIONS
    known = known_items(state.answer(*place), options).with_state(item, to)
    answer = given(known) if column == "peers" and known.named else answer_of(known, options)
    if row is None or column is None:
        return state.with_answer(question, answer)
    return state.with_cell(question, row, column, answer)


def partial_items(state: Assessment) -> list[tuple[tuple[str, str | None, str | None], str, ItemState | None]]:
    """Every item of a list known in part: where it stands, which it is, its state."""
    found = []
    for question, row, column, answer in state.leaves():
        if isinstance(answer.value, PartialList):
            options = ("r0", "r1", "r2") if column == "peers" else OPTIONS
            found += [((question, row, column), item, answer.value.state(item)) for item in options]
    return found


def fillings(state: Assessment) -> list[Assessment]:
    """Every assessment that has one absent answer, or one absent item of a list, more."""
    values: dict[str, list[Answer]] = {
        "s.flag": [given(True), given(False), UNKNOWN],
        "s.pick": [*(given(o) for o in OPTIONS), UNKNOWN, not_applicable("x")],
        "s.many": [given(()), given(("a",)), given(("b", "c")), given(PartialList(("a",), ("b",))), UNKNOWN],
        "s.number": [given(0), given(5), given(Interval(2)), UNKNOWN],
        "s.day": [given("2024"), given("2024-05-01"), UNKNOWN],
        "s.hidden": [given(True), given(False), UNKNOWN],
        "s.deeper": [*(given(o) for o in OPTIONS), UNKNOWN],
        "s.rows": [
            given(()),
            given((Row("n", {"pick": given("a"), "flag": given(True)}),)),
            given((Row("n"),)),
            UNKNOWN,
        ],
    }
    cells: dict[str, list[Answer]] = {
        "pick": [*(given(o) for o in OPTIONS), UNKNOWN],
        "flag": [given(True), given(False), UNKNOWN],
        "many": [given(()), given(("a",)), given(PartialList((), ("b",), ("c",))), UNKNOWN],
        "peers": [given(()), given(("r0",)), UNKNOWN],
    }
    found = [
        state.with_answer(q, answer) for q, options in values.items() if q not in state.answers for answer in options
    ]
    for row in state.rows("s.rows"):
        for column, options in cells.items():
            if column not in row.cells:
                found += [state.with_cell("s.rows", row.id, column, answer) for answer in options]
    for place, item, known in partial_items(state):
        if known is None:
            found += [with_item(state, place, item, to) for to in ItemState]
    return found
