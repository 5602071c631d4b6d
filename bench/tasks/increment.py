"""The task of increment.js, for flytekit."""

from flytekit import task


@task
def increment(a: int) -> int:
    return a + 1
