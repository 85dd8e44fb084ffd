"""Where things lie: content and templates (read only), the cache, and the recovery files.

The only module that builds such a path. `templates/` and `questionnaires/` stand at the top of the repository; a
wheel has copies under `dpia/_data/`. A checkout has no `_data`, so that in an editable installation what is edited is
what is read.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dpia.errors import UserError
from dpia.i18n_marks import N_
from dpia.paths import expanded

Kind = Literal["templates", "questionnaires"]

CONTENT_VARIABLE = "DPIA_CONTENT"
"""Environment variable with a folder that holds `questionnaires/`, `templates/` or both, used before our own."""

CACHE_VARIABLE = "DPIA_CACHE_DIR"
STATE_VARIABLE = "DPIA_STATE_DIR"
CONFIG_VARIABLE = "DPIA_CONFIG_DIR"
FONTS_VARIABLE = "DPIA_FONTS"
"""Environment variable with a folder that is searched for Chinese typefaces before the system's."""

FOLDER_VARIABLES = (CONTENT_VARIABLE, CACHE_VARIABLE, STATE_VARIABLE, CONFIG_VARIABLE, FONTS_VARIABLE)

_PACKAGE = Path(__file__).resolve().parent
_APP = "dpia-wizard"


def data_root(kind: Kind, explicit: Path | None = None) -> Path:
    """The folder of templates or of questionnaires.

    Args:
        kind: which of the two.
        explicit: a folder that holds `kind`; without it the one that `DPIA_CONTENT` names. Such a folder may hold only
            one of the two kinds: the other then comes from this installation.

    Raises:
        UserError: the folder asked for holds neither kind, or this installation is not whole.
    """
    asked = explicit or _from_environment(CONTENT_VARIABLE)
    if asked is not None:
        if (asked / kind).is_dir():
            return asked / kind
        if not any((asked / other).is_dir() for other in ("templates", "questionnaires")):
            raise UserError(
                N_("The content folder {path} holds neither questionnaires/ nor templates/."),
                hint=N_("Give the folder above questionnaires/, or unset {variable}."),
                code="content-folder",
                path=str(asked),
                variable=CONTENT_VARIABLE,
            )
    installed = _PACKAGE / "_data" / kind
    if installed.is_dir():
        return installed
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    raise UserError(
        N_("This installation has no {kind}."),
        hint=N_("Install the program again: pip install --force-reinstall dpia-wizard"),
        code="installation",
        kind=kind,
    )


def cache_dir() -> Path:
    """A folder for what can be made again, readable by its owner alone; made on first use."""
    from platformdirs import user_cache_path

    return _private(_from_environment(CACHE_VARIABLE) or user_cache_path(_APP, appauthor=False), CACHE_VARIABLE)


def state_dir() -> Path:
    """A folder for recovery files and recent assessments, readable by its owner alone; made on first use."""
    from platformdirs import user_state_path

    return _private(_from_environment(STATE_VARIABLE) or user_state_path(_APP, appauthor=False), STATE_VARIABLE)


def config_dir() -> Path:
    """The folder of what a person writes for the program to heed. It is read, and never made."""
    from platformdirs import user_config_path

    return _from_environment(CONFIG_VARIABLE) or user_config_path(_APP, appauthor=False)


def _from_environment(variable: str) -> Path | None:
    value = os.environ.get(variable, "")
    return expanded(Path(value)) if value else None


def _private(path: Path, variable: str) -> Path:
    """Make the folder for its owner alone. Folders that exist keep their mode: somebody chose it."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            N_("The folder {path} cannot be made: {reason}."),
            hint=N_("Set {variable} to a folder that you may write to."),
            code="folder",
            path=str(path),
            reason=error.strerror or type(error).__name__,
            variable=variable,
        ) from error
    return path


@lru_cache
def modules_digest() -> str:
    """SHA-256 over names and bytes of all our own modules: by what the words of a finding were made."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
