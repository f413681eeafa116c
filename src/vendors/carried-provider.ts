import type { PackageModel } from './carried-methods.ts';
import { isModel } from './package.ts';

/**
 * A vendor's provider whose models are carried. Everything else of it, such as tools and files, is the vendor's own.
 * @param carry a model of the vendor as one of ours
 */
export function carriedProvider(provider: object, carry: (model: PackageModel) => object): object {
  const carried = (value: unknown): unknown => (isModel(value) ? carry(value) : value);
  const members = new WeakMap<object, unknown>();
  const proxyOf = (target: object, receiver: unknown): object =>
    new Proxy(target, {
      apply: (_, __, args) => carried(Reflect.apply(target as () => unknown, receiver, args)),
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        // The same each time, as the vendor's own are.
        const known = members.get(value) ?? proxyOf(value, target);
        members.set(value, known);
        return known;
      },
    });
  return proxyOf(provider, undefined);
}
