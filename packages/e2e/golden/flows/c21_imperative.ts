import { ImperativeWorkflow, launchPlan, task, workflow } from "@tsflyte/runtime";

export const t1 = task(async (a: string): Promise<string> => `${a} world`);

export const t2 = task(async (): Promise<void> => {
  console.log("side effect");
});

export const t3 = task(async (a: string[]): Promise<string> => a.join());

export const subwf = workflow(async (x: string): Promise<string> => t1(x));

export const sub_lp = launchPlan(subwf, { name: "imp_sub_lp" });

export const wb = new ImperativeWorkflow("my.imperative.wf");
const in1 = wb.addInput<string>("in1");
const in2 = wb.addInput<string>("in2");
const node_t1 = wb.addTask(t1, { a: in1 });
wb.addTask(t2).after(node_t1);
const node_t3 = wb.addTask(t3, { a: [in1, node_t1.outputs.o0, in2] });
const node_sub = wb.addWorkflow(subwf, { x: in2 });
wb.addLaunchPlan(sub_lp, { x: node_t3.outputs.o0 });
wb.addOutput("from_t3", node_t3.outputs.o0);
wb.addOutput("list_out", [node_t1.outputs.o0, node_sub.outputs.o0]);
wb.addOutput("map_out", { k: node_t1.outputs.o0 });

export const on_fail = task(async (in1: string, in2: string): Promise<void> => {
  console.log(in1, in2);
});

export const wb2 = new ImperativeWorkflow("my.imperative.fail");
const i = wb2.addInput<string>("in1");
const j = wb2.addInput<string>("in2");
const n = wb2.addTask(t3, { a: [i, j] });
wb2.addFailureHandler(on_fail);
wb2.addOutput("o", n.outputs.o0);
