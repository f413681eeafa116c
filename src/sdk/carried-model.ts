import type { ModelRoute } from '../request/request-plan.ts';
import type { CarriedParts } from '../vendors/carried-model.ts';

/**
 * A model of a vendor's package, carried by this provider. The class is ours: workflows would serialise that of a
 * package with a placeholder for its key, and its restored model would call the vendor directly.
 */
export class CarriedModel {
  declare readonly modelId: string;
  declare readonly provider: string;
  // A closure: printing a model shows neither settings nor secrets.
  readonly route: () => ModelRoute;

  constructor({ members, route }: CarriedParts) {
    Object.defineProperties(this, members);
    this.route = route;
  }
}
