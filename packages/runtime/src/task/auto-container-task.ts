/** Tasks whose container this library starts: it finds the task again and runs it. */
import type { AnyFunction } from "../graph/index.ts";
import { describeEntity } from "../graph/index.ts";
import type { Container } from "../model/index.ts";
import { type ImageSpec, resolveImage, type SerializationSettings } from "../settings/index.ts";
import { BaseTask } from "./base-task.ts";
import type { VersionParameters } from "./cache-options.ts";
import { defaultTaskResolver } from "./default-resolver.ts";
import type { BaseTaskOptions } from "./task-options.ts";
import { checkResolver, type TaskResolver } from "./task-resolver.ts";
import { executeCommand, taskContainer, withCode } from "./task-target.ts";

/** Gives the command of a task's container. */
export type CommandFunction = (settings: SerializationSettings) => readonly string[];

/** The options of tasks whose container this library starts. */
export interface AutoContainerOptions extends BaseTaskOptions {
  /** The container's image, described by {@link image}, or its name; may hold `{{.image.NAME.fqn}}:{{.image.NAME.version}}`. */
  readonly containerImage?: string | ImageSpec;
  /** How the container finds the task, where it is no constant of a module. */
  readonly taskResolver?: TaskResolver;
}

/** A task whose container runs `tsflyte-execute`, which finds the task by its resolver. */
export abstract class AutoContainerTask<Options extends AutoContainerOptions, Fn extends AnyFunction> extends BaseTask<
  Options,
  Fn
> {
  #command: CommandFunction | undefined;
  #resolver: TaskResolver | undefined;

  /** The option as it stands, with its templates. */
  get containerImage(): string | ImageSpec | undefined {
    return this.options.containerImage;
  }

  /** What finds the task in its container. */
  get taskResolver(): TaskResolver {
    return this.#resolver ?? this.options.taskResolver ?? defaultTaskResolver;
  }

  /** Lets another resolver find the task, as for tasks that are made from a table. */
  setResolver(resolver: TaskResolver): void {
    checkResolver(resolver, `${describeEntity(this)}, setResolver()`);
    this.#resolver = resolver;
  }

  protected override versionParameters(): VersionParameters {
    const { containerImage } = this;
    return { ...super.versionParameters(), ...(containerImage === undefined ? {} : { containerImage }) };
  }

  override getPrimaryContainer(settings: SerializationSettings): Container {
    return taskContainer(this, settings);
  }

  /** The container's image, with its templates filled in. */
  getImage(settings: SerializationSettings): string {
    return resolveImage(this.containerImage, settings.imageConfig, this.name);
  }

  /** The command that runs the task, as this library writes it. */
  getDefaultCommand(settings: SerializationSettings): readonly string[] {
    const { taskResolver } = this;
    return executeCommand(taskResolver.location, taskResolver.loaderArgs(settings, this), settings);
  }

  /** The command that runs the task: the default one, unless {@link setCommandFn} gave another, behind the one that fetches code. */
  getCommand(settings: SerializationSettings): readonly string[] {
    return withCode(this.#command === undefined ? this.getDefaultCommand(settings) : this.#command(settings), settings);
  }

  /** Replaces the command, for one that wraps or locates the task differently. */
  setCommandFn(command: CommandFunction): void {
    this.#command = command;
  }

  /** Back to the default command. */
  resetCommandFn(): void {
    this.#command = undefined;
  }
}
