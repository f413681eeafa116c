import type { ModelRoute } from '../request/request-plan.ts';
import { type Carrying, carriedMethod, explainCarried, type PackageModel } from './carried-methods.ts';
import type { PackageCall } from './package-options.ts';

/** How a carried model names itself. */
export interface CarriedIdentity {
  readonly modelId: string;
  readonly provider: string;
}

/** What a carried model consists of. */
export interface CarriedParts {
  /** The members of the package's model, with our methods in place of its own. */
  readonly members: PropertyDescriptorMap;
  /** Where its calls go, as far as lists of steps need it. */
  readonly route: () => ModelRoute;
}

/**
 * The members of a package's model as those of one of ours. Members are read with the package's model as receiver,
 * since it may have private ones; its configuration stays behind.
 */
export function carriedParts(
  model: PackageModel,
  identity: CarriedIdentity,
  carrying: Carrying,
): CarriedParts {
  const members: PropertyDescriptorMap = {};
  for (const name of memberNames(model)) {
    const value: unknown = Reflect.get(model, name, model);
    members[name] =
      typeof value === 'function'
        ? hidden(carriedMethod(model, name, carrying) ?? value.bind(model))
        : { get: () => Reflect.get(model, name, model), ...shown };
  }
  members.explain = hidden((options: PackageCall, mode: string) =>
    explainCarried(model, carrying, options, mode === 'stream'),
  );
  for (const name of ['modelId', 'provider'] as const) members[name] = { value: identity[name], ...shown };
  return { members, route: () => carrying.route };
}

const shown = { enumerable: true, configurable: true };

function hidden(value: unknown): PropertyDescriptor {
  return { value, configurable: true, writable: true };
}

/** All names up to those of plain objects, but for what a model keeps for itself. */
function memberNames(model: PackageModel): readonly string[] {
  const names = new Set<string>();
  for (let level: object | null = model; level !== null && level !== Object.prototype; ) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
    level = Object.getPrototypeOf(level);
  }
  return [...names].filter(name => !/^(?:constructor|config|settings)$/.test(name));
}
