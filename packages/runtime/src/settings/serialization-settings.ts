import type { Identifier, ResourceType } from "../model/index.ts";
import type { Image, ImageConfig } from "./image.ts";
import type { ResourceOptions } from "./resources.ts";

/** What templates say that is not in the code: where they are registered, and in which images they run. */
export interface SerializationSettings {
  readonly project: string;
  readonly domain: string;
  readonly version: string;
  readonly imageConfig: ImageConfig;
  /** Environment of every container, before the task's own. */
  readonly env: { readonly [name: string]: string };
  /** Resources of tasks that name none themselves. */
  readonly defaultResources?: ResourceOptions;
  /** The code that containers fetch before they start, where it is not in their images. */
  readonly codeArchive?: CodeArchive;
  /** The one file that holds everything, where the code was bundled: containers run `node FILE execute`. */
  readonly bundle?: BundledCode;
}

/** A file that `tsflyte bundle` wrote, as the commands of containers name it. */
export interface BundledCode {
  /** Its path, from the working directory of the container or from where the code is unpacked: `flows.mjs`. */
  readonly file: string;
}

/** An archive of code, as the commands of containers name it. */
export interface CodeArchive {
  /** Where it lies: `s3://…/code.tar.gz`. */
  readonly uri: string;
  /** The folder that it is unpacked into, in the container. */
  readonly destination: string;
}

/** What flytectl puts a package's archive and its `--destinationDirectory` in the place of. */
export const packagedCode: CodeArchive = { uri: "{{ .remote_package_path }}", destination: "{{ .dest_dir }}" };

const local: Image = { fqn: "local", tag: "local" };

/** Settings of a run on this machine; nothing of them leaves it. */
export const localSettings: SerializationSettings = {
  project: "local",
  domain: "local",
  version: "local",
  imageConfig: { defaultImage: local, images: {}, anyImage: local },
  env: {},
};

/** The identifier of an entity under these settings. */
export function identifierOf(resourceType: ResourceType, name: string, settings: SerializationSettings): Identifier {
  const { project, domain, version } = settings;
  return { resourceType, project, domain, name, version };
}

/** An identifier as one text, to look things up by. */
export function identifierKey({ resourceType, project, domain, name, version }: Identifier): string {
  return [resourceType, project, domain, name, version].join(":");
}
