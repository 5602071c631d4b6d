import { identifierToIdl, launchPlanSpecToIdl } from "../../idl/index.ts";
import { launchPlanStateToIdl, namedEntityToIdl, registeredLaunchPlanFromIdl } from "../../idl/services.ts";
import type { Identifier, LaunchPlan, NamedEntityIdentifier, RegisteredLaunchPlan } from "../../model/index.ts";
import {
  type Api,
  type CallOptions,
  connectOptions,
  type EntityName,
  identifierIn,
  type Place,
  placeOf,
  type VersionlessName,
} from "./api.ts";
import { listNames } from "./list-names.ts";
import { type ListOptions, listPages, signalOf } from "./paging.ts";

/** The launch plans that are registered. */
export interface LaunchPlansApi {
  /**
   * Registers a launch plan, whose workflow has to be registered before; it is inactive. Throws `already-exists` where it is
   * there and the same, `different-structure` where it is not.
   */
  create(launchPlan: LaunchPlan, options?: CallOptions): Promise<Identifier>;
  get(launchPlan: EntityName, options?: CallOptions): Promise<RegisteredLaunchPlan>;
  /** The version that is active. Throws `not-found` where none is. */
  getActive(launchPlan: VersionlessName, options?: CallOptions): Promise<RegisteredLaunchPlan>;
  /** The versions of a launch plan, or of all launch plans where it has no name. */
  list(
    launchPlan: Place & { readonly name?: string },
    options?: ListOptions,
  ): AsyncGenerator<RegisteredLaunchPlan, void, undefined>;
  /** All launch plans that are active. */
  listActive(
    place?: Place,
    options?: Omit<ListOptions, "filters">,
  ): AsyncGenerator<RegisteredLaunchPlan, void, undefined>;
  /** The names of all launch plans. */
  listNames(place?: Place, options?: ListOptions): AsyncGenerator<NamedEntityIdentifier, void, undefined>;
  /** Starts its schedule; another version that is active becomes inactive. */
  activate(launchPlan: EntityName, options?: CallOptions): Promise<void>;
  /** Stops its schedule. */
  deactivate(launchPlan: EntityName, options?: CallOptions): Promise<void>;
}

/**
 * The part of a client for launch plans.
 *
 * @internal
 */
export function launchPlansApi(api: Api): LaunchPlansApi {
  const { admin } = api;
  const setState = async (
    launchPlan: EntityName,
    state: "active" | "inactive",
    options: CallOptions,
  ): Promise<void> => {
    const id = identifierToIdl(identifierIn(api, "launch-plan", launchPlan));
    await admin.updateLaunchPlan({ id, state: launchPlanStateToIdl(state) }, connectOptions(options));
  };
  return {
    async create({ id, spec }, options = {}) {
      await admin.createLaunchPlan(
        { id: identifierToIdl(id), spec: launchPlanSpecToIdl(spec) },
        connectOptions(options),
      );
      return id;
    },
    async get(launchPlan, options = {}) {
      const id = identifierToIdl(identifierIn(api, "launch-plan", launchPlan));
      return registeredLaunchPlanFromIdl(await admin.getLaunchPlan({ id }, connectOptions(options)));
    },
    async getActive(launchPlan, options = {}) {
      const id = namedEntityToIdl({ ...launchPlan, ...placeOf(api, launchPlan) });
      return registeredLaunchPlanFromIdl(await admin.getActiveLaunchPlan({ id }, connectOptions(options)));
    },
    list(launchPlan, options = {}) {
      const id = namedEntityToIdl({ ...launchPlan, ...placeOf(api, launchPlan) });
      return listPages(options, [], async (page) => {
        const { launchPlans, token } = await admin.listLaunchPlans({ id, ...page }, connectOptions(signalOf(options)));
        return { items: launchPlans.map(registeredLaunchPlanFromIdl), token };
      });
    },
    listActive(place = {}, options = {}) {
      return listPages(options, [], async ({ filters: _none, ...page }) => {
        const request = { ...placeOf(api, place), ...page };
        const { launchPlans, token } = await admin.listActiveLaunchPlans(request, connectOptions(signalOf(options)));
        return { items: launchPlans.map(registeredLaunchPlanFromIdl), token };
      });
    },
    listNames: (place = {}, options = {}) => listNames(api, place, options, admin.listLaunchPlanIds),
    activate: (launchPlan, options = {}) => setState(launchPlan, "active", options),
    deactivate: (launchPlan, options = {}) => setState(launchPlan, "inactive", options),
  };
}
