"""Run one engine on one target for a time: `python -m tools.fuzz.engines ENGINE TARGET SECONDS`."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import time
import traceback
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / ".cache/fuzz"
_LONGEST = 4096
_MEMORY = 2048
"""The memory in MB after which atheris gives up."""
_SLOWEST = 30
"""Seconds that one input may take."""


def run_hypothesis(name: str, seconds: float) -> None:
    """Try inputs of Hypothesis until the time is over."""
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415 -- atheris must be imported first

    from tests.fuzz.targets import TARGETS, make_inputs  # noqa: PLC0415 -- as above

    target, end, runs = TARGETS[name], time.monotonic() + seconds, 0

    @settings(
        max_examples=500,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(make_inputs(target))
    def check(data: bytes) -> None:
        nonlocal runs
        if time.monotonic() < end:
            runs += 1
            try:
                target.check(data)
            except Exception:
                _keep(name, data)
                raise

    try:
        while time.monotonic() < end:
            check()
    finally:
        sys.stdout.write(f"Done {runs} runs\n")


def run_atheris(name: str, seconds: float) -> None:
    """Try inputs of atheris until the time is over; it ends the process itself."""
    import atheris  # noqa: PLC0415 -- of the extra `fuzz`

    with atheris.instrument_imports(include=["corner"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS  # noqa: PLC0415 -- measured from here on
    target = TARGETS[name]
    corpus = _FOLDER / name
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds:
        (corpus / hashlib.sha256(seed.encode()).hexdigest()[:16]).write_bytes(seed.encode())
    words = _FOLDER / f"{name}.dict"
    words.write_text("".join(f'"{_escape(piece)}"\n' for piece in target.pieces), "ascii")
    arguments = [
        sys.argv[0],
        f"-max_total_time={round(seconds)}",
        f"-max_len={_LONGEST}",
        f"-rss_limit_mb={_MEMORY}",
        f"-timeout={_SLOWEST}",
        f"-dict={words}",
        f"-artifact_prefix={_broken(name)}/",
        "-print_final_stats=1",
        str(corpus),
    ]

    def check(data: bytes) -> None:
        try:
            target.check(data)
        except Exception:
            traceback.print_exc()
            raise

    atheris.Setup(arguments, check)
    atheris.Fuzz()


def _escape(piece: str) -> str:
    """Return a word as the file of words has it."""
    return "".join(f"\\x{byte:02X}" for byte in piece.encode()[:60])


def _broken(name: str) -> Path:
    folder = _FOLDER / "broken" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _keep(name: str, data: bytes) -> None:
    """Keep an input that breaks a property; a shorter one replaces it."""
    (_broken(name) / "hypothesis").write_bytes(data)


if __name__ == "__main__":
    engine, target_name, time_limit = sys.argv[1:]
    with contextlib.suppress(KeyboardInterrupt):
        {"hypothesis": run_hypothesis, "atheris": run_atheris}[engine](target_name, float(time_limit))
