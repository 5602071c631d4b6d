import {
  type AnyFunction,
  type Container,
  FunctionTask,
  type Int,
  type JsonObject,
  type K8sPod,
  registerTaskPlugin,
  type SerializationSettings,
  sqlTask,
  SqlTask,
  type StructuredDataset,
  task,
  workflow,
} from "@tsflyte/runtime";

class MyConf {
  readonly workers: number;
  readonly name: string;

  constructor(workers: number, name: string) {
    this.workers = workers;
    this.name = name;
  }
}

class MyPlugin extends FunctionTask<AnyFunction, MyConf> {
  override readonly taskType: string = "my-plugin";
  override readonly taskTypeVersion: number = 3;

  override getCustom(): JsonObject {
    const { workers, name } = this.taskConfig;
    return { workers, name, nested: { list: [1, "two", null, true] } };
  }

  override getConfig(): { readonly [key: string]: string } {
    return { region: "eu", n: "1" };
  }
}

registerTaskPlugin(MyConf, MyPlugin);

interface PodConf {
  readonly kind: "pod-conf";
  readonly c: string;
}

class PodPlugin extends FunctionTask<AnyFunction, PodConf> {
  override readonly taskType: string = "my-pod";
  override readonly taskTypeVersion: number = 2;

  override getContainer(): Container | undefined {
    return undefined;
  }

  override getK8sPod(settings: SerializationSettings): K8sPod {
    const { image = "", args = [] } = super.getContainer(settings) ?? {};
    const container = { name: this.taskConfig.c, image, args, resources: { requests: { cpu: 1 } } };
    return {
      metadata: { labels: { a: "b" }, annotations: { c: "d" } },
      podSpec: { containers: [container], restartPolicy: "Never" },
    };
  }

  override getConfig(): { readonly [key: string]: string } {
    return { primary_container_name: this.taskConfig.c };
  }
}

registerTaskPlugin("pod-conf", PodPlugin);

class MySql<Fn extends AnyFunction> extends SqlTask<Fn> {
  override readonly taskType: string = "my_sql";

  override getConfig(): { readonly [key: string]: string } {
    return { warehouse: "w" };
  }
}

export const sql = sqlTask<(id: Int, n: Int) => [results: StructuredDataset]>({
  name: "my.sql.task",
  taskClass: MySql,
  dialect: "ansi",
  query: `
    select *
    from t where id = {{ .inputs.id }} limit {{ .Inputs.n }}
`,
});

export const base_sql = sqlTask<() => [results: StructuredDataset]>({ name: "base.sql", query: "select 1" });

export const plugin_task = task({ taskConfig: new MyConf(4, "abc") }, async (a: Int): Promise<Int> => a);

const prim: PodConf = { kind: "pod-conf", c: "prim" };

export const pod_task = task({ taskConfig: prim }, async (a: Int): Promise<Int> => a);

export const plugin_wf = workflow(async (a: Int): Promise<StructuredDataset> => {
  plugin_task(a);
  pod_task(a);
  const [results] = await sql(a, 10);
  return results;
});
