"""Tables: rows as a list, one row as a card, cards again where other sections ask more of the same rows."""

from __future__ import annotations

from support.driver import LEAST, wizard

from dpia.assessment.model import UNKNOWN, given
from dpia.engine.truth import Ref
from dpia.session import Session


def _with_groups(pack, path):
    from dpia.assessment.answers_file import read_edits
    from dpia.content.source import Source

    rows = [
        {"id": "pupils", "name": "Pupils [/9B]", "role": "pupil"},
        {"id": "staff", "name": "Staff", "role": "staff"},
    ]
    with Session.create(pack, path) as session:
        edits, _ = read_edits(
            Source("x", {"people.groups": rows, "start.people-in": ["sweden"]}), pack, session.assessment
        )
        session.apply(edits)


async def test_add_a_row_and_answer_its_card(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.groups")
        assert "+ add: group" in ui.text
        await ui.press("enter")
        assert ui.at == Ref("people.parties"), "Enter goes on as long as one has gone to no entry"
        await ui.press("up", "down", "enter")
        assert ui.at == Ref("people.groups", "group-1", "name")
        assert "2/4 The people › group 1" in ui.text
        await ui.type("Pupils\n")
        assert ui.answer("people.groups", "group-1", "name") == given("Pupils")
        assert "2/4 The people › Pupils" in ui.text, "the card is named after its row at once"
        await ui.press("1", "enter", "1", "space", "enter")
        await ui.type("28\n")
        await ui.type("2026-08-20\n")
        await ui.press("y", "enter")
        await ui.press("f6")
        await ui.type("nothing else")
        await ui.press("ctrl+s")
        row = ui.session.assessment.rows("people.groups")[0]
        assert {name: cell.value for name, cell in row.cells.items() if cell.given} == {
            "name": "Pupils", "role": "pupil", "ages": ("child",), "number": 28, "since": "2026-08-20", "joins": True,
        }  # fmt: skip
        assert row.cells["remarks"].reason == "nothing else"
        assert "depends" not in " ".join(ref.column or "" for ref in ui.walk.page.boxes), "asked in another section"
        await ui.press("escape")
        assert ui.at == Ref("people.groups")
        assert "Pupils" in ui.text


async def test_cards_of_the_same_rows_in_a_later_section(pack, path):
    _with_groups(pack, path)
    async with wizard(pack, path) as ui:
        await ui.press("f2")
        await ui.wait_for_text("3 Imbalance of power")
        await ui.press("down", "down", "enter")
        await ui.wait_for(lambda: ui.walk.page.place.section == "power")
        await ui.press("tab")
        assert ui.box.view.cards
        assert "Pupils [/9B]" in ui.text
        assert "+ add" not in ui.text
        await ui.press("enter")
        assert ui.at == Ref("people.groups", "pupils", "depends")
        await ui.press("y", "enter", "2", "space", "enter")
        assert ui.answer("people.groups", "pupils", "refusal") == given(("marks",))
        assert "Next: Staff" in ui.text
        await ui.press("enter")
        assert ui.at == Ref("people.groups", "staff", "depends")
        assert Ref("people.groups", "staff", "refusal") in ui.walk.page.boxes
        assert "What happens to somebody who says no?" not in ui.text, "asked of pupils only"
        await ui.press("ctrl+n")
        assert ui.walk.page.place.row is None, "after the last row comes the section"


async def test_remove_a_row_after_asking_and_bring_it_back(pack, path):
    _with_groups(pack, path)
    async with wizard(pack, path) as ui:
        await ui.go("people.groups")
        await ui.press("delete")
        await ui.wait_for_text("Remove “Pupils [/9B]” with its answers?")
        await ui.press("escape")
        assert len(ui.session.assessment.rows("people.groups")) == 2, "Esc keeps it"
        await ui.press("delete", "down", "enter")
        await ui.wait_for(lambda: len(ui.session.assessment.rows("people.groups")) == 1)
        await ui.press("f8")
        assert [row.id for row in ui.session.assessment.rows("people.groups")] == ["pupils", "staff"]


async def test_a_name_however_long_leaves_the_choices_in_sight(pack, path):
    _with_groups(pack, path)
    with Session.open(pack, path) as session:
        session.answer("people.groups", given("word " * 600), row="pupils", column="name")
    async with wizard(pack, path, size=LEAST) as ui:
        await ui.go("people.groups")
        await ui.press("delete")
        await ui.wait_for_text("Remove “word word")
        assert "Keep it" in ui.text
        assert "Remove it" in ui.text


async def test_none_and_i_have_looked_for_a_table(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.groups")
        await ui.press("0", "enter")
        assert ui.answer("people.groups") == given(())
        assert "none, and somebody has looked" in ui.text
        await ui.press("up")
        assert "› (•) none, and I have looked" in ui.text
        assert "Enter goes on, the answer stays." in ui.text


async def test_a_table_unknown_and_its_rows_are_not_lost_by_a_slip(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.groups")
        await ui.press("f5")
        assert ui.answer("people.groups") == UNKNOWN
        await ui.press("plus")
        assert ui.answer("people.groups") == UNKNOWN, "the sign goes to the entry and adds nothing"
        await ui.press("enter")
        assert ui.at.column == "name", "adding a row replaces “unknown”"
        await ui.type("x\n")
        await ui.press("escape", "f5")
        await ui.wait_for_text("This takes 1 row away.")
        await ui.press("enter")
        assert len(ui.session.assessment.rows("people.groups")) == 1, "the safe choice is the first"
        await ui.press("f7")
        await ui.wait_for_text("This takes 1 row away.")
        await ui.press("down", "enter")
        assert ui.answer("people.groups") is None


async def test_options_from_the_rows_of_another_table(pack, path):
    _with_groups(pack, path)
    async with wizard(pack, path) as ui:
        await ui.go("people.parties")
        await ui.press("insert")
        await ui.type("Vendor\n")
        assert "· Pupils [/9B]" in ui.text
        await ui.press("2", "space", "enter")
        party = ui.session.assessment.rows("people.parties")[0].id
        assert ui.answer("people.parties", party, "about") == given(("staff",))


async def test_an_empty_table_has_nothing_to_choose_from(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.parties")
        await ui.press("insert", "tab")
        assert "There is nothing to choose from yet." in ui.text
        await ui.press("space", "enter")
        assert ui.answer("people.parties", "party-1", "about") is None


async def test_undo_of_a_new_row_leaves_its_card(pack, path):
    async with wizard(pack, path, new=True) as ui:
        await ui.go("people.groups")
        await ui.press("insert", "f8")
        assert ui.walk.page.place.row is None
        assert ui.session.assessment.rows("people.groups") == ()
