"""Sections, questions and facts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from dpia.content.base import AuthorityId, Limits, Model, Name, Prose, QuestionId, RuleId, Slug, Text, model
from dpia.content.condition import Condition
from dpia.content.rule import Judgement

ValueType = Literal["boolean", "choice", "choices", "text", "number", "date", "table"]

ROW_LIMIT = 1_000
"""The most rows that a table may have. With some hundred an answer takes a noticeable moment, most of it for saving."""


@model
class Section(Model):
    """One of the pages of the walk."""

    id: Slug
    title: Text
    intro: Text
    explanation: Text
    report_title: Prose = ""
    """Its title in a report, where the title speaks to whoever answers."""
    who: Prose = ""
    """Who can answer its questions, as the report names them beside what is open."""

    @property
    def printed(self) -> str:
        """The title as a report puts it."""
        return self.report_title or self.title


Reach = Literal["full", "slow", "part", "none"]
"""How far a way reaches the purpose: as well, slower or dearer, in part, not at all."""


Tag = Literal["security", "names", "people", "trade-secrets", "advice"]
"""Why an answer may have to be left out of a copy.

`security`: it would help who means harm; `names`: it names a person; `people`: it says in free words what people are
like or have said; `trade-secrets`: it says with whom and with what the business works; `advice`: it is advice, or the
weighing before a decision.
"""

Meaning = Literal["adverse", "adequate", "favourable", "scope", "neutral"]
"""What an answer means for whoever runs the deployment.

`adverse`: a ground, safeguard, step or proof is lacking, or a defect is there; `adequate`: it is there; `favourable`: a
risk is absent; `scope`: it says what the case is; `neutral`: between these, or read differently by different rules.
"""


@model
class Differs(Model):
    """That some rules read an answer otherwise than its mark says, and why.

    Of an adverse answer: not to know weighs more, since the answer settles what can be corrected, or since it is in
    order there. Of one that is adequate or favourable: it is not enough there.
    """

    answers: Annotated[tuple[Name, ...], Limits(min_length=1)]
    """Options; `yes` or `no`; `none` for the empty list, and for what a list lacks."""
    rules: Annotated[tuple[RuleId, ...], Limits(min_length=1)]
    reason: Name


@model
class Option(Model):
    """One value of a choice. No option means "unknown": that is an answer state.

    What the program concludes from an option stands here and not in the program (`dpia.content.names` says on which
    questions each of these attributes is read).
    """

    id: Slug
    text: Text
    report_text: Prose = ""
    """How a report puts it, in the third person, where the option speaks for or to whoever chooses it."""
    capital: bool = False
    """Whether its words begin with a name and keep their capital where they stand inside a list."""
    help: Prose = ""
    since: str = ""
    """The version of the content in which it was added, if its question is older: older lists do not speak of it."""
    design: bool = True
    """Whether a design can choose it: no defect, and nothing that others decide. Only where the question is marked."""
    design_from: tuple[Slug, ...] = ()
    """The only options from which a design can reach it; empty: all."""
    regimes: tuple[Slug, ...] = ()
    """The only regimes whose findings it can lift, such as an instrument of one law; empty: all."""
    once: Prose = ""
    """Only one row of the table may have it; what is advised where a second one does."""
    means: Meaning | None = None
    """What this answer means, where it is not what the question says of its answers."""
    body_feature: bool = False
    """A way that uses a feature of the body."""
    milder_when: Condition | None = None
    """A way without a feature of the body is proposed in place of one that has it only where this holds."""
    compare_with: dict[str, Any] | None = None
    """The answers of a deployment that is built in this way, as in an answers file: to compare with it."""
    reach: Reach | None = None
    """How far a way with this answer reaches the purpose."""
    carried_by: Judgement | None = None
    """The gravest outcome that carries this decision; under a graver one the decision departs from the outcome."""
    overruled: bool = False
    """Advice with this answer was not followed, or only in part."""
    undecided: bool = False
    """“Something else” on a list that decides: whether what the other options stand for holds is then not known."""


@model
class QuestionBase(Model):
    """What a question and a column of a table share."""

    type: ValueType
    text: Text
    report_label: Prose = ""
    """How a report puts the question, in the third person, where its text speaks to whoever answers it."""
    short: Prose = ""
    since: str = ""
    """The version of the content in which it was added; empty for the first."""
    help: Prose = ""
    explanation: Prose = ""
    why: Prose = ""
    """One sentence on why it is asked, for the quick lane, where a question stands alone."""
    options: tuple[Option, ...] = ()
    law: tuple[AuthorityId, ...] = ()
    serves: tuple[str, ...] = ()
    shown_when: Condition | None = None
    excluded_by: Condition | None = None
    """Which given answer says that this is not so, where the question is hidden; see docs/authoring.md."""
    not_applicable: bool = False
    short_track: bool = False
    minimum: float | None = None
    maximum: float | None = None
    unit: Prose = ""
    multiline: bool = False
    confidential: bool = False
    """Whether the answer would help who means harm: editions for everybody leave it out."""
    exhaustive: bool = False
    """Whether one of the options of a list always holds, so that “none of these” is not offered."""
    tags: tuple[Tag, ...] = ()
    """Under which tags a redacted copy leaves the answer out, if who makes it chooses them; see docs/authoring.md."""
    reversed: bool = False
    """Whether a list of several names what is missing: who fills it in is asked of each item whether it is there."""
    design: bool | Literal["fewer", "more"] = False
    """Whether the design of the deployment can change this answer, which is then no fact of the world.

    For lists of several choices also how: by giving up some (`fewer`, down to none) or by adding some (`more`).
    """

    means: Meaning | None = None
    """What each answer means that does not say otherwise; see docs/authoring.md."""
    yes_means: Meaning | None = None
    no_means: Meaning | None = None
    none_means: Meaning | None = None
    """What the empty list means, a table without rows, or zero; of a list also what it means that one item lacks."""
    differs: tuple[Differs, ...] = ()
    """The rules that read an answer otherwise, with the reason."""

    def check_marks(self) -> None:
        """Raise ValueError where a mark could never count."""
        if self.exhaustive and (self.type != "choices" or self.reversed):
            raise ValueError("exhaustive belongs to choices that do not name what is missing")
        if (self.yes_means or self.no_means) and self.type != "boolean":
            raise ValueError("yes_means and no_means belong to boolean")
        if self.none_means and self.type not in ("choices", "table", "number"):
            raise ValueError("none_means belongs to choices, tables and numbers")
        if self.means and self.type not in ("boolean", "choice", "choices"):
            raise ValueError("means belongs to boolean, choice and choices")
        if self.reversed and self.type != "choices":
            raise ValueError("reversed belongs to choices")
        if self.design and self.type not in ("boolean", "choice", "choices", "number"):
            raise ValueError("only boolean, choice, choices and number can be marked design")
        if self.design in ("fewer", "more") and self.type != "choices":
            raise ValueError("design: fewer and more belong to choices")
        if not self.design and any(
            not option.design or option.design_from or option.regimes for option in self.options
        ):
            raise ValueError("options say something of design only where the question is marked design")

    def meaning(self, value: object) -> Meaning | None:
        """What a value means: a boolean, an option (of a list: that it is there), `()` for none; None if unmarked."""
        if isinstance(value, bool):
            return (self.yes_means if value else self.no_means) or self.means
        if value == () or (self.type == "number" and value == 0):
            return self.none_means
        option = self.option(value)
        return (option.means if option is not None else None) or self.means

    @property
    def label(self) -> str:
        """The short name that stands at the head of a column; the question itself where there is none."""
        return self.short or self.text

    @property
    def printed(self) -> str:
        """The question as a report puts it."""
        return self.report_label or self.text

    def option(self, option_id: object) -> Option | None:
        """The option of that id; None where there is none (any more)."""
        return next((option for option in self.options if option.id == option_id), None)

    def option_text(self, option_id: str) -> str:
        """The words of an option; the id itself where the content has no such option (any more)."""
        option = self.option(option_id)
        return option.text if option is not None else option_id

    def printed_option(self, option_id: str) -> str:
        """The words of an option as a report puts them; the id itself where there is no such option (any more)."""
        option = self.option(option_id)
        return option_id if option is None else option.report_text or option.text


@model
class Column(QuestionBase):
    """A column of a table: a question asked of each row, perhaps in a later section than the table's own."""

    id: Slug
    section: Slug | None = None
    options_from: QuestionId | None = None
    options_as: str | None = None
    """`table.column`: the column whose options it has, so that they are written once."""

    def __post_init__(self) -> None:
        self.check_marks()
        if self.type == "table":
            raise ValueError("a column cannot be a table")
        if self.type in ("choice", "choices") and bool(self.options or self.options_as) == bool(self.options_from):
            raise ValueError("a choice column needs either options (or options_as) or options_from")
        if self.type not in ("choice", "choices") and (self.options or self.options_from or self.options_as):
            raise ValueError("only choice and choices have options")


@model
class Overrides(Model):
    """That the rows of a table say of rows of another one how it is there in a particular respect.

    A group has one legal ground in shorthand; a row of the table of grounds says for which purpose it has another one.
    Rules run over the row of the other table once for each such row, with the columns of the same id taken from it.
    """

    table: QuestionId
    """The table whose rows are spoken of."""
    row: Slug
    """The column that names them."""
    instead_when: Condition | None = None
    """Where this holds of a row, it takes the place of the shorthand; else it stands beside it."""


@model
class Question(QuestionBase):
    """A question. A table asks its columns of every row."""

    id: QuestionId
    columns: tuple[Column, ...] = ()
    row_label: Slug | None = None
    row_label_else: Slug | None = None
    row_noun: Text = "row"
    considered_when: Condition | None = None
    overrides: Overrides | None = None

    def __post_init__(self) -> None:
        if self.overrides is not None and self.overrides.row not in [column.id for column in self.columns]:
            raise ValueError("overrides.row must name one of the columns")
        self.check_marks()
        if (self.type == "table") != bool(self.columns):
            raise ValueError("a table needs columns, and only a table has them")
        if self.type in ("choice", "choices") and not self.options:
            raise ValueError("a choice needs options")
        if self.type not in ("choice", "choices") and self.options:
            raise ValueError("only choice and choices have options")
        ids = [column.id for column in self.columns]
        if len(set(ids)) != len(ids):
            raise ValueError("two columns have the same id")
        if self.columns and self.row_label not in ids:
            raise ValueError("row_label must name one of the columns")
        if self.row_label_else is not None and self.row_label_else not in ids:
            raise ValueError("row_label_else must name one of the columns")

    @property
    def section(self) -> str:
        """The section that the question belongs to: the first part of its id."""
        return self.id.split(".", 1)[0]

    @property
    def label_columns(self) -> tuple[Column, ...]:
        """The columns that name a row; the first that is given does."""
        found = (self.column(column_id) for column_id in (self.row_label, self.row_label_else) if column_id is not None)
        return tuple(column for column in found if column is not None)

    def column(self, column_id: str) -> Column | None:
        """The column of that id, or None."""
        return next((column for column in self.columns if column.id == column_id), None)


@model
class Fact(Model):
    """A named condition: defined once, cited once, shown by name."""

    id: Slug
    title: Text
    row: QuestionId | None = None
    when: Condition
    cites: tuple[AuthorityId, ...] = ()
    note: Prose = ""


@model
class RiskEntry(Model):
    """An entry of the risk catalogue: what can go wrong for people."""

    id: Slug
    title: Text
    description: Text
    source: str = ""
    law: tuple[AuthorityId, ...] = ()


@model
class MeasureEntry(Model):
    """A typical measure, and the risks of the catalogue that it lowers."""

    id: Slug
    text: Text
    against: Annotated[tuple[Slug, ...], Limits(min_length=1)]
    law: tuple[AuthorityId, ...] = ()
