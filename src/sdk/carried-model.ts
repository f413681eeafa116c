import type { ProviderContext } from '../request/provider-context.ts';
import type { CarriedParts } from '../vendors/carried-model.ts';

/**
 * A model of a vendor's package, carried by this provider. The class is ours: workflows would serialise that of a
 * package with a placeholder for its key, and its restored model would call the vendor directly.
 */
export class CarriedModel {
  declare readonly modelId: string;
  declare readonly provider: string;
  // A closure: printing a model shows neither settings nor secrets.
  readonly route: () => { readonly provider: ProviderContext };

  constructor({ members, context }: CarriedParts) {
    Object.defineProperties(this, members);
    this.route = () => ({ provider: context });
  }
}
