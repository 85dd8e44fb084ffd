"""`dpia content check|translate|schema`: for those who write the content or translate it."""

from __future__ import annotations

from pathlib import Path

from dpia.cli.language import interface
from dpia.cli.output import NO, OK, out, say
from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import is_dir


def check(folder: Path | None, rule: str | None, uncited: bool, into: str | None) -> int:
    """Prove the content, or one rule of it: references, ids, law in force, words, and the cases beside the rules."""
    from dpia import resources
    from dpia.cli.content_output import content_lines
    from dpia.lint.check import check_content

    root = folder or resources.data_root("questionnaires")
    if not is_dir(root):
        raise UserError(N_("There is no folder {path}."), path=root)
    if into is not None:
        from dpia.cli.translating import check_translation

        return check_translation(root, into)
    report = check_content(root, rule)
    for problem in report.problems:
        out(str(problem))
    if report.problems or report.subject is None:
        say(interface().plural("{count} problem.", "{count} problems.", len(report.problems)))
        return NO
    for line in content_lines(report.subject, interface(), list_uncited=uncited):
        out(line)
    return OK


def translate(folder: Path | None) -> int:
    """Bring the translation files in line with the English texts of the content and of the program."""
    from dpia import resources
    from dpia.cli.translating import update_translations

    return update_translations(folder or resources.data_root("questionnaires"))


def schema(folder: Path | None) -> int:
    """Write the JSON Schemas of all content files, of the file of an assessment, and of what is written as JSON."""
    from dpia import resources
    from dpia.cli.json_schemas import json_schemas
    from dpia.content.schema import write_schemas
    from dpia.report.house_style_file import SCHEMA, house_style_schema
    from dpia.storage.schema import NAME, document_schema

    root = folder or resources.data_root("questionnaires") / "schemas"
    try:
        more = {NAME: document_schema(), SCHEMA: house_style_schema(), **json_schemas()}
        written = write_schemas(root, more)
    except OSError as error:
        raise UserError(
            N_("Cannot write the schemas into {path}: {reason}."), hint=N_("Name a folder that you may write to."),
            code="unwritable", path=root, reason=error.strerror or str(error),
        ) from None  # fmt: skip
    for path in written:
        out(str(path))
    return OK
