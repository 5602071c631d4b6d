"""flytekit as a client of what TypeScript has registered: lists, reads, starts, answers and follows, and says it as JSON."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import List, Optional

from flytekit.configuration import Config
from flytekit.remote import FlyteRemote
from flytekit.types.file import FlyteFile

endpoint, version = sys.argv[1:]
remote = FlyteRemote(Config.for_endpoint(endpoint, insecure=True), "flytesnacks", "development")


@dataclass
class Item:
    name: str
    price: float
    tags: List[str]


def run(entity, inputs, hints=None):
    execution = remote.execute(entity, inputs=inputs, type_hints=hints or {})
    return remote.wait(execution, timeout=timedelta(seconds=120), poll_interval=timedelta(milliseconds=200))


def described(kind, name):
    from flyteidl.admin.description_entity_pb2 import DescriptionEntity  # noqa: F401
    from flyteidl.admin.common_pb2 import ObjectGetRequest
    from flyteidl.core.identifier_pb2 import Identifier

    ident = Identifier(resource_type=kind, project="flytesnacks", domain="development", name=name, version=version)
    entity = remote.client._stub.GetDescriptionEntity(ObjectGetRequest(id=ident), metadata=remote.client._metadata)
    return [entity.short_description, entity.long_description.value]


total = remote.fetch_task(name="remote.total", version=version)
sale = remote.fetch_workflow(name="remote.sale", version=version)
nightly = remote.fetch_launch_plan(name="shop.nightly", version=version)

items = [Item("tea", 4.0, ["hot"]), Item("cake", 10.0, ["sweet", "soft"])]
day = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)

alone = run(total, {"items": items, "factor": 0.5}, {"items": List[Item], "factor": float})
sold = run(
    remote.fetch_launch_plan(name="remote.sale", version=version),
    {"items": items, "day": day, "color": "red", "note": "thanks"},
    {"items": List[Item], "day": datetime, "color": str, "note": Optional[str]},
)
guessed = run(
    remote.fetch_launch_plan(name="remote.sale", version=version),
    {"items": [{"name": "tea", "price": 1.0, "tags": []}], "day": day, "color": "green", "factor": 1.0},
    {"items": List[dict]},
)
planned = run(nightly, {"day": day})
refused = run(remote.fetch_launch_plan(name="remote.refused", version=version), {"text": "luck"})

asking = remote.execute(remote.fetch_launch_plan(name="remote.asked", version=version), inputs={})
for _ in range(100):
    if [signal.id.signal_id for signal in remote.list_signals(asking.id.name)] == ["percent"]:
        break
remote.set_input("percent", asking.id.name, value=25, python_type=int)
asking = remote.wait(asking, timeout=timedelta(seconds=120), poll_interval=timedelta(milliseconds=200))

sold = remote.sync(sold, sync_nodes=True)
best = sold.outputs.get("best", Item)
print(
    json.dumps(
        {
            "tasks": sorted({task.id.name for task in remote.list_tasks_by_version(version)}),
            "interface": {name: str(variable.type.simple) for name, variable in total.interface.inputs.items()},
            "descriptions": {name: variable.description for name, variable in total.interface.inputs.items()},
            "documentation": [described(1, "remote.total"), described(2, "remote.sale")],
            "retries": total.metadata.retries.retries,
            "nodes": {node.id: sorted(node.upstream_node_ids) for node in sale.flyte_nodes},
            "outputs": sorted(sale.interface.outputs),
            "schedule": nightly.entity_metadata.schedule.cron_schedule.schedule,
            "kickoff": nightly.entity_metadata.schedule.kickoff_time_input_arg,
            "fixed": nightly.fixed_inputs.literals["color"].scalar.primitive.string_value,
            "defaults": {name: not one.required for name, one in sorted(nightly.default_inputs.parameters.items())},
            "alone": alone.outputs.get("o0", float),
            "sum": sold.outputs.get("sum", float),
            "best": [best.name, best.price, best.tags],
            "file": Path(sold.outputs.get("file", FlyteFile).download()).read_text(encoding="utf-8"),
            "executions": sorted(sold.node_executions),
            "guessed": guessed.outputs.get("sum", float),
            "guessedBest": guessed.outputs["best"].name,
            "planned": Path(planned.outputs.get("file", FlyteFile).download()).read_text(encoding="utf-8"),
            "error": [refused.error.code, refused.error.message, str(refused.error.kind)],
            "asked": asking.outputs.get("o0", float),
        }
    )
)
