"""Workflows whose tasks are Python's and TypeScript's, by reference: flows/mixed.ts holds the other way round."""

from flytekit import reference_launch_plan, reference_task, workflow
from pipeline import Batch, finish, load

PLACE = {"project": "flytesnacks", "domain": "development", "version": "ts1"}


@reference_task(name="pipeline.clean", **PLACE)
def clean(o0: Batch) -> Batch: ...


@reference_launch_plan(name="pipeline.counted", **PLACE)
def counted(batch: Batch, offset: int) -> int: ...


@workflow
def back(key: str) -> (str, int):
    batch = clean(o0=load(key=key))
    return finish(o0=batch), counted(batch=batch, offset=20)
