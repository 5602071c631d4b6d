import { type Int, task, workflow } from "@tsflyte/runtime";

export const a = task(async (): Promise<Int> => 1);
export const b = task(async (): Promise<void> => console.log("b"));
export const c = task(async (x: Int): Promise<Int> => x);

export const order_wf = workflow(async (): Promise<Int> => {
  const va = a();
  const vb = b();
  const vc = c(1);
  va.after(vb);
  vc.after(va);
  return await vc;
});

export const chain_order_wf = workflow(async (): Promise<void> => {
  const n1 = b();
  const n2 = b().after(n1);
  b().after(n2);
});

export const create_node_wf = workflow(async (x: Int): Promise<Int> => {
  const n1 = b();
  const n2 = c(x).after(n1);
  b().after(n2);
  return await n2;
});
