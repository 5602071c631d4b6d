"""The ends of a pipeline whose middle is TypeScript's: flows/pipeline.ts."""

from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import Dict, List, Optional, Union

from flytekit import current_context, task
from flytekit.types.file import FlyteFile


class Stage(Enum):
    RAW = "raw"
    CLEAN = "clean"


@dataclass
class Point:
    x: float
    y: float
    label: Optional[str] = None


@dataclass
class Batch:
    name: str
    stage: Stage
    key: Union[int, str]
    taken: datetime
    points: List[Point]
    byName: Dict[str, Point]
    best: Optional[Point]
    table: FlyteFile
    parts: List[FlyteFile]


def file_of(name: str, text: str) -> FlyteFile:
    path = Path(current_context().working_directory) / name
    path.write_text(text, encoding="utf-8")
    return FlyteFile(str(path))


@task
def load(key: str) -> Batch:
    points = [Point(1.0, 2.0, "a"), Point(0.5, -0.0), Point(3.25, 1e300, "é")]
    taken = datetime(2024, 2, 29, 12, 30, 15, 123000, timezone.utc)
    table, part = file_of("table.txt", "héllo\n"), file_of("part.txt", "part")
    return Batch("b", Stage.RAW, key, taken, points, {}, None, table, [part])


@task
def finish(o0: Batch) -> str:
    assert isinstance(o0, Batch) and isinstance(o0.best, Point)
    points = ", ".join(f"{p.label}={p.x!r}/{p.y!r}" for p in o0.points)
    contents = " ".join(repr(Path(file.download()).read_text(encoding="utf-8")) for file in [o0.table, *o0.parts])
    return f"{o0.name} {o0.stage.name} {o0.key!r} {o0.taken.isoformat()} [{points}] {sorted(o0.byName)} {o0.best.label} {contents}"
