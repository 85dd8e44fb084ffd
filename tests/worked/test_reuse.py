"""After each answer only what reads it is judged anew: on walks of any answers that gives the same as judging all."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from support.deployments import everywhere
from support.twins import put

from dpia.assessment.model import UNKNOWN, Answer, Assessment, Row, given
from dpia.content.dependencies import Dependencies
from dpia.content.pack import Pack
from dpia.content.question import Column, Question
from dpia.engine.evaluation import Evaluation, evaluate
from dpia.engine.findings import Graded, Grader
from dpia.engine.scope import Scope
from dpia.engine.truth import Level, Ref

DAY = "2026-11-21"
GROUPS, PURPOSES, GROUNDS = "processing.groups", "purpose.purposes", "basis.grounds"


def long_tables(pack: Pack) -> Assessment:
    """Groups, purposes and what is particular to some of both; everything else is open."""
    rows = {
        GROUPS: [Row(f"g{number}") for number in range(7)],
        PURPOSES: [Row(f"p{number}") for number in range(3)],
        "processing.zones": [Row("z0"), Row("z1")],
        "safeguards.transfers": [Row("t0"), Row("t1")],
    }
    return Assessment(DAY, DAY, answers={table: given(tuple(some)) for table, some in rows.items()})


def particular(pack: Pack) -> Assessment:
    """A worked deployment of which two groups have a ground of their own for one purpose: they have variants."""
    state = everywhere(pack)["skelleftea"]
    first, second = (row.id for row in state.rows(GROUPS)[:2])
    rows = (Row("o0", {"group": given(first)}), Row("o1", {"group": given(second)}))
    return state.with_answer(GROUNDS, given(rows))


def drawn(random: Random, field: Question | Column, state: Assessment) -> Answer | None:
    """Any answer that may stand there, or none."""
    options = [option.id for option in field.options]
    if isinstance(field, Column) and field.options_from is not None:
        options = [row.id for row in state.rows(field.options_from)]
    values: dict[str, Answer] = {
        "boolean": given(random.random() < 0.5),
        "number": given(random.choice((0, 3, 50_000, 2_000_000))),
        "date": given("2026-06-01"),
        "choices": given(tuple(option for option in options if random.random() < 0.5)),
    }
    if field.type == "choice" and options:
        values["choice"] = given(random.choice(options))
    return random.choice((values.get(field.type, given("x")),) * 6 + (UNKNOWN, None))


def step(random: Random, pack: Pack, state: Assessment) -> Assessment:
    """One more answer: most of them in a row of a table; at times a row goes, one comes, or they change places."""
    if random.random() < 0.75:
        tables = [question for question in pack.content.questions if state.rows(question.id)]
        table = random.choice([one for one in tables if one.overrides is not None] * 6 + tables)
        row, column = random.choice(state.rows(table.id)), random.choice(table.columns)
        return state.with_cell(table.id, row.id, column.id, drawn(random, column, state))
    if random.random() < 0.3:
        table = random.choice([question for question in pack.content.questions if question.columns])
        rows = state.rows(table.id)
        fewer, more = rows[1:], (*rows, Row(f"n{len(rows)}{random.randrange(1000)}"))
        answers = (given(fewer), given(rows[::-1]), given(more), given(more), UNKNOWN, None)
        return state.with_answer(table.id, random.choice(answers[: 4 if len(rows) > 2 else 6]))
    question = random.choice([one for one in pack.content.questions if one.type != "table"])
    return put(state, Ref(question.id), drawn(random, question, state))


def seen(evaluation: Evaluation) -> tuple[object, ...]:
    """All that is concluded."""
    said = {
        name: [
            (row, at_row.reached, at_row.open_gate, [(result.grade.id, result.level) for result in at_row.results])
            for row, at_row in one.rows.items()
        ]
        for name, one in evaluation.rules.items()
    }
    return (
        evaluation.findings,
        evaluation.regimes,
        said,
        evaluation.masked,
        evaluation.progress,
        evaluation.conditions,
    )


@pytest.mark.parametrize(("make", "steps"), [(long_tables, 9), (particular, 12)])
def test_what_is_kept_is_what_would_be_found(pack, make, steps):
    random = Random(make.__name__)
    state = make(pack)
    evaluation = evaluate(pack, state)
    for number in range(steps):
        state = step(random, pack, state)
        evaluation = evaluate(pack, state, evaluation)
        assert seen(evaluation) == seen(evaluate(pack, state)), number


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@for_all(random=st.randoms(use_true_random=False), name=st.sampled_from(("skelleftea", "hangzhou-safari-park")))
def test_what_is_kept_is_what_would_be_found_whatever_is_answered(pack, random, name):
    state = everywhere(pack)[name]
    evaluation = evaluate(pack, state)
    for _ in range(5):
        state = step(random, pack, state)
        evaluation = evaluate(pack, state, evaluation)
    assert seen(evaluation) == seen(evaluate(pack, state))


def test_what_is_read_beyond_a_row_is_read(pack):
    reads = Dependencies(pack)
    assert all(beyond <= reads.rules[name] for name, beyond in reads.rules_beyond.items())
    assert all(beyond <= reads.facts[name] for name, beyond in reads.facts_beyond.items())
    assert all(beyond <= reads.asked[place] for place, beyond in reads.asked_beyond.items())


def judged_rows(monkeypatch) -> list[str]:
    """The rows of groups at which a rule is judged from now on."""
    judged: list[str] = []
    judge = Grader.__call__

    def counted(self: Grader, scope: Scope | None, reached: Level) -> Graded:
        if self.rule.rows == GROUPS and scope is not None:
            judged.append(scope.row.id)
        return judge(self, scope, reached)

    monkeypatch.setattr(Grader, "__call__", counted)
    return judged


@pytest.mark.parametrize(("change", "share"), [("cell", 0.25), ("row gone", 0.6), ("row new", 0.8)])
def test_of_a_long_table_what_was_said_of_other_rows_is_kept(pack, monkeypatch, change, share):
    """So a cell is cheap where there are many rows; where rows come and go, more looks beyond its own row."""
    before = evaluate(pack, long_tables(pack))
    state, rows = before.assessment, before.assessment.rows(GROUPS)
    judged = judged_rows(monkeypatch)
    evaluate(pack, state)
    everything = len(judged)
    judged.clear()
    changed = {
        "cell": lambda: state.with_cell(GROUPS, "g1", "ages", given(("child",))),
        "row gone": lambda: state.with_answer(GROUPS, given(rows[:-1])),
        "row new": lambda: state.with_answer(GROUPS, given((*rows, Row("n")))),
    }[change]()
    evaluate(pack, changed, before)
    assert everything > 300
    assert len(judged) < share * everything
