"""flytekit as a client: registers, fetches, lists and starts what remote_flow holds, and says what it saw as JSON."""

import json
import os
import sys
from datetime import timedelta

from flytekit.configuration import Config, Image, ImageConfig
from flytekit.remote import FlyteRemote
from flytekit.exceptions.user import FlyteEntityNotExistException

sys.path.insert(0, os.path.dirname(__file__))
import remote_flow  # noqa: E402

endpoint = sys.argv[1]
remote = FlyteRemote(Config.for_endpoint(endpoint, insecure=True), "flytesnacks", "development")
images = ImageConfig(default_image=Image(name="default", fqn="local", tag="1"))
fast = remote.register_script(
    remote_flow.doubled,
    image_config=images,
    version="v1",
    copy_all=True,
    source_path=os.path.dirname(__file__),
    module_name="remote_flow",
)
again = remote.register_script(
    remote_flow.doubled,
    image_config=images,
    version="v1",
    copy_all=True,
    source_path=os.path.dirname(__file__),
    module_name="remote_flow",
)
workflow = remote.fetch_workflow(name="remote_flow.doubled", version="v1")
plan = remote.fetch_launch_plan(name="remote_flow.doubled", version="v1")
try:
    remote.fetch_task(name="remote_flow.absent", version="v1")
    absent = "found"
except FlyteEntityNotExistException:
    absent = "not there"
tasks = [task.id.name for task in remote.list_tasks_by_version("v1")]
execution = remote.execute(plan, inputs={"numbers": [1, 2, 3]})
execution = remote.wait(execution, timeout=timedelta(seconds=120), poll_interval=timedelta(milliseconds=200))
single = remote.execute(remote.fetch_task(name="remote_flow.total", version="v1"), inputs={"numbers": [4, 5]})
single = remote.wait(single, timeout=timedelta(seconds=120), poll_interval=timedelta(milliseconds=200))
print(
    json.dumps(
        {
            "same": again.id.version == fast.id.version,
            "nodes": sorted(node.id for node in workflow.flyte_nodes),
            "inputs": list(workflow.interface.inputs),
            "absent": absent,
            "tasks": sorted(set(tasks)),
            "error": None if execution.error is None else execution.error.message,
            "outputs": None if execution.error is not None else execution.outputs.get("o0", int),
            "ran": sorted(execution.node_executions or {}),
            "single": None if single.error is not None else single.outputs.get("o0", int),
            "recent": len(remote.recent_executions()),
        }
    )
)
