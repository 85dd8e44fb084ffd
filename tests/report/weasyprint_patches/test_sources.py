"""What the patches replace and rely on is what they were written for: after an upgrade this names what moved.

Where it fails: read what has changed in the function, adapt the patch or see that it need not, run the tests of this
folder and `make conformance`, then write the new digests here and the versions into `versions.PROVEN`.
"""

from __future__ import annotations

import hashlib
import inspect
import pkgutil
from typing import Any

import pytest

from dpia.report.weasyprint_patches import versions
from dpia.report.weasyprint_patches.compression import compress_moderately
from dpia.report.weasyprint_patches.fixes import Structure, fixes
from dpia.report.weasyprint_patches.patching import Patcher, patched
from dpia.report.weasyprint_patches.speed_ups import speed_ups

REPLACED = {
    "pydyf.Dictionary.data": "1cb52317f72b93fd",
    "pydyf.PDF.page_references": "247d73ce94edd3e3",
    "pydyf.Stream.data": "4c75f1e84210b99a",
    "weasyprint.css.ComputedStyle.__missing__": "3fab3268f93c7590",
    "weasyprint.css.StyleFor.__init__": "0a8384f56bdf665d",
    "weasyprint.css.StyleFor.set_computed_styles": "185787fa58c06993",
    "weasyprint.css.targets.TargetCollector.cache_target_page_counters": "e041f40a570dc04a",
    "weasyprint.draw.text.draw_first_line": "c6aec3aef8499243",
    "weasyprint.draw.text.draw_text": "4aec33b54ff4c646",
    "weasyprint.formatting_structure.boxes.Box.is_in_normal_flow": "ceb0565e2d1b8318",
    "weasyprint.layout.LayoutContext._update_footnote_area": "cb9c5d51aa3e6838",
    "weasyprint.layout.float.avoid_collisions": "8bbfbd15b159dc14",
    "weasyprint.layout.page.make_all_pages": "2fafeec28e3758d5",
    "weasyprint.layout.page.remake_page": "75a5765e2faaec07",
    "weasyprint.layout.percent.resolve_percentages": "49fb716f54a2de5b",
    "weasyprint.pdf.tags._build_box_tree": "2fe1f790280fc6a9",
    "weasyprint.text.line_break.split_first_line": "7c981d0b9ddc1608",
    "weasyprint.text.line_break.strut": "4c3d6c8cd30e5f05",
}

RELIED_ON = {
    "cssselect2.Matcher.match": "717a4dc48c0f8260",
    "pydyf.PDF.write": "0ca678a2a7d53eb6",
    "pydyf._to_bytes": "85a8eef058d0a379",
    "weasyprint.css.ComputedStyle.copy": "b698aa50c7c9ec2d",
    "weasyprint.css.StyleFor.__call__": "a5ad64204a8141da",
    "weasyprint.css.StyleFor.get_cascaded_styles": "e8a3862e0ee32ee0",
    "weasyprint.css.StyleFor.get_computed_styles": "9c7931e971408fbd",
    "weasyprint.css.targets.CounterLookupItem": "3e1f9f34994a6a08",
    "weasyprint.css.targets.TargetCollector.collect_missing_counters": "92c4d3a8e4d8ab1b",
    "weasyprint.css.targets.TargetCollector.lookup_target": "d145d03f0f1c38c8",
    "weasyprint.formatting_structure.build.compute_content_list": "dd1f8f9b2b92ed2c",
    "weasyprint.formatting_structure.build.content_to_boxes": "7490f03b5dbba6c7",
    "weasyprint.formatting_structure.build.create_anonymous_boxes": "36c2868ecbd99ff0",
    "weasyprint.layout.LayoutContext.layout_footnote": "94e422471d9c414d",
    "weasyprint.layout.LayoutContext.report_footnote": "b55b75a8797598e0",
    "weasyprint.layout.LayoutContext.unlayout_footnote": "bda24d58fb136b59",
    "weasyprint.layout.layout_document": "986bbbbe386324ca",
    "weasyprint.layout.page.make_page": "5d1c7c7a9d8e5bf5",
    "weasyprint.pdf.tags.add_tags": "477ee698181b3c7a",
    "weasyprint.text.line_break.Layout": "8125239f3e253e44",
}


def digest(name: str) -> str:
    """Of the source of a function, property or class, without comments, empty lines and indentation."""
    owner, _, attribute = name.rpartition(".")
    found: Any = inspect.getattr_static(pkgutil.resolve_name(owner), attribute)
    source = inspect.getsource(getattr(found, "fget", found))
    lines = [line.strip() for line in source.splitlines()]
    return hashlib.sha256("\n".join(line for line in lines if line and line[0] != "#").encode()).hexdigest()[:16]


def replaced(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all that the patches replace."""
    names: set[str] = set()
    replace = Patcher.replace

    def spy(patcher: Patcher, name: str, make: object) -> None:
        names.add(name)
        replace(patcher, name, make)  # type: ignore[arg-type]

    monkeypatch.setattr(Patcher, "replace", spy)
    monkeypatch.setattr(versions, "PROVEN", frozenset({versions.installed()}))
    with speed_ups(), patched(*fixes(Structure("en")), compress_moderately):
        pass
    return names


def test_what_is_replaced_has_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    names = replaced(monkeypatch) - {"pydyf.zlib"}  # a module; `pydyf.Stream.data` is what uses it
    assert {name: digest(name) for name in sorted(names)} == REPLACED


def test_what_is_relied_on_has_not_changed() -> None:
    assert {name: digest(name) for name in RELIED_ON} == RELIED_ON


def test_a_change_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def page_references(pdf: object) -> tuple[bytes, ...]:
        """Another way to do the same."""
        return ()

    before = digest("pydyf.PDF.page_references")
    monkeypatch.setattr("pydyf.PDF.page_references", property(page_references))
    assert digest("pydyf.PDF.page_references") != before
