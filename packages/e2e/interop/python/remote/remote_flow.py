"""A workflow that flytekit registers and starts on the development server."""

from typing import List

from flytekit import map_task, task, workflow


@task
def double(number: int) -> int:
    return 2 * number


@task
def total(numbers: List[int]) -> int:
    return sum(numbers)


@workflow
def doubled(numbers: List[int]) -> int:
    return total(numbers=map_task(double)(number=numbers))
