import { invalidOption } from "../errors/options.ts";
import { checkObject, checkText, checkTexts } from "./check-options.ts";

/** Throws unless an option describes a pod; what stands in the PodSpec beside containers is Kubernetes' business. */
export function checkPodTemplate(value: unknown, option: string): void {
  if (value === undefined) return;
  checkObject(value, option, ["podSpec", "primaryContainerName", "labels", "annotations"]);
  const { podSpec, primaryContainerName, labels, annotations } = value as { readonly [key: string]: unknown };
  checkText(primaryContainerName, `${option}, key "primaryContainerName"`);
  checkTexts(labels, `${option}, key "labels"`);
  checkTexts(annotations, `${option}, key "annotations"`);
  if (podSpec === undefined) return;
  const spec = `${option}, key "podSpec"`;
  if (typeof podSpec !== "object" || podSpec === null || Array.isArray(podSpec)) {
    throw invalidOption(spec, "a PodSpec as Kubernetes writes it, { containers: [{ name: … }] }", podSpec);
  }
  checkJson(podSpec, spec);
  for (const key of ["containers", "initContainers"] as const) {
    const containers = (podSpec as { readonly [key: string]: unknown })[key];
    if (containers === undefined) continue;
    const isNamed = (item: unknown): boolean => typeof (item as { name?: unknown } | null)?.name === "string";
    if (!Array.isArray(containers) || !containers.every(isNamed)) {
      throw invalidOption(`${spec}, key "${key}"`, "an array of objects with a name", containers);
    }
  }
}

function checkJson(podSpec: object, option: string): void {
  try {
    JSON.stringify(podSpec);
  } catch (error) {
    throw invalidOption(option, `what JSON can say (${error instanceof Error ? error.message : error})`, podSpec);
  }
}
