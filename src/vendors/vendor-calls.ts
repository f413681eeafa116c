import { generateId } from '@ai-sdk/provider-utils';
import type { VendorCall } from './vendor-call.ts';

/** The calls of one package that are under way, by the value of the header that names each. */
export class VendorCalls extends Map<string, VendorCall> {
  /** Nobody else can name a call of this provider. */
  private readonly prefix = generateId();
  private count = 0;

  /** @returns the value of the header */
  enter(call: VendorCall): string {
    const key = `${this.prefix}-${this.count++}`;
    this.set(key, call);
    return key;
  }
}
