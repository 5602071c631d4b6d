"""What flytekit takes for what local.ts does: prints one line of JSON, milliseconds by name."""

import json
import time
import typing

from flytekit import map_task, task, workflow
from flytekit.configuration import Image, ImageConfig, SerializationSettings
from flytekit.tools.translator import get_serializable
from collections import OrderedDict

REPETITIONS = 2


@task
def inc(a: int) -> int:
    return a + 1


def chain_of(length: int):
    @workflow
    def chain() -> int:
        last = inc(a=0)
        for _ in range(1, length):
            last = inc(a=last)
        return last

    return chain


def map_of(length: int):
    values = list(range(length))

    @workflow
    def mapped() -> typing.List[int]:
        return map_task(inc)(a=values)

    return mapped


SETTINGS = SerializationSettings(
    project="p",
    domain="d",
    version="v",
    image_config=ImageConfig(default_image=Image(name="default", fqn="image", tag="v1")),
)


def serialize(flow):
    get_serializable(OrderedDict(), SETTINGS, flow)


def calls():
    for index in range(10_000):
        inc(a=index)


CASES = {
    "10,000 calls": (lambda: None, lambda _: calls()),
    "a chain of 100": (lambda: chain_of(100), lambda flow: flow()),
    "a chain of 1,000": (lambda: chain_of(1000), lambda flow: flow()),
    "a map of 10,000": (lambda: map_of(10_000), lambda flow: flow()),
    "compile 1,000 nodes": (lambda: chain_of(1000), serialize),
}

times = {}
for name, (prepare, work) in CASES.items():
    least = None
    for _ in range(REPETITIONS):
        made = prepare()
        start = time.perf_counter()
        work(made)
        taken = (time.perf_counter() - start) * 1000
        least = taken if least is None else min(least, taken)
    times[name] = least
print(json.dumps(times))
