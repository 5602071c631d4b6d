"""A workflow in Python that TypeScript starts by reference."""

from datetime import datetime, timedelta
from typing import Tuple

from flytekit import LaunchPlan, task, workflow


@task
def shout(text: str, times: int) -> str:
    """
    Says something loudly.

    :param text: what is said
    :param times: how often
    """
    return " ".join([text.upper()] * times)


@workflow
def shouted(text: str, times: int = 1) -> str:
    return shout(text=text, times=times)


@task
def later(at: datetime, by: timedelta, count: int) -> Tuple[datetime, int]:
    return at + by, count * 3


greeting = LaunchPlan.get_or_create(shouted, name="shout.greeting", fixed_inputs={"times": 2}, default_inputs={"text": "hi"})
