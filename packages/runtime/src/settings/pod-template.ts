/** Pods that users describe as Kubernetes does: plain data, of which only what Flyte fills in is looked at. */
import type { Json, JsonObject } from "../metadata/index.ts";
import type { Container, K8sPod, ResourceEntry } from "../model/index.ts";
import { resolveImage } from "./image.ts";
import type { SerializationSettings } from "./serialization-settings.ts";

/** The pod that a task runs in. */
export interface PodTemplate {
  /**
   * A PodSpec as Kubernetes writes it in JSON: `{ containers: [{ name: "primary", volumeMounts: […] }], volumes: […] }`. Images in
   * it may hold templates like `{{.image.NAME}}`. It is copied.
   */
  readonly podSpec?: object;
  /**
   * The container that runs the task; it need not be in the PodSpec. The task's own command and arguments replace its, the task's
   * environment comes before its, and the task's image where it has none, and resources where the task names some.
   * @default "primary"
   */
  readonly primaryContainerName?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** The name of the container that runs the task. */
export function primaryNameOf({ primaryContainerName = "primary" }: PodTemplate): string {
  return primaryContainerName;
}

/**
 * The pod of a template, with a task's container in it.
 *
 * @param taskName for errors about images
 */
export function podOf(
  template: PodTemplate,
  container: Container | undefined,
  settings: SerializationSettings,
  taskName: string,
): K8sPod {
  const { labels = {}, annotations = {} } = template;
  const { containers, initContainers, ...rest } = copyOf(template.podSpec);
  const primary = primaryNameOf(template);
  const given = asObjects(containers);
  const all = given.some(({ name }) => name === primary) ? given : [...given, { name: primary }];
  const withImage = (pod: JsonObject): JsonObject => resolved(pod, settings, taskName);
  return {
    metadata: { labels, annotations },
    podSpec: {
      ...rest,
      containers: all.map((item) =>
        withImage(item["name"] === primary && container !== undefined ? withTask(item, container) : item),
      ),
      ...(initContainers === undefined ? {} : { initContainers: asObjects(initContainers).map(withImage) }),
    },
    ...(container?.dataConfig === undefined ? {} : { dataConfig: container.dataConfig }),
  };
}

/** As it is sent: without what JSON has no word for. */
function copyOf(podSpec: object = {}): JsonObject {
  return JSON.parse(JSON.stringify(podSpec)) as JsonObject;
}

function asObjects(value: Json | undefined): readonly JsonObject[] {
  return (value ?? []) as readonly JsonObject[];
}

function withTask(pod: JsonObject, { image, command, args, env, resources }: Container): JsonObject {
  const own = env.map(({ key, value }) => ({ name: key, value }));
  const { requests, limits } = resources;
  const isEmpty = requests.length === 0 && limits.length === 0;
  return {
    ...pod,
    image: pod["image"] ?? image,
    command,
    args,
    env: [...own, ...asObjects(pod["env"])],
    ...(isEmpty ? {} : { resources: { limits: amounts(limits), requests: amounts(requests) } }),
  };
}

/** Flyte's names are Kubernetes' own, but for `gpu`, which the server turns into the name of its devices. */
function amounts(entries: readonly ResourceEntry[]): JsonObject {
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

function resolved(pod: JsonObject, { imageConfig }: SerializationSettings, taskName: string): JsonObject {
  const { image } = pod;
  return typeof image === "string" ? { ...pod, image: resolveImage(image, imageConfig, taskName) } : pod;
}
