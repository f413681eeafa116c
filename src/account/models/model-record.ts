import type { CloudflareModel } from './cloudflare-model.ts';

/** What one list says of a model, with the id in that list's own spelling. */
export type ModelRecord = Pick<CloudflareModel, 'id'> &
  Partial<Omit<CloudflareModel, 'id' | 'kind' | 'endpoints' | 'sources' | 'raw'>> & {
    readonly raw: unknown;
  };

/** A member of a record whose type nobody has checked. */
export function textAt(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A number, or a text of one: Workers AI writes its properties as texts. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A positive count, such as of tokens. */
export function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count > 0 ? count : undefined;
}

/** The members that are known: what a list does not say is absent. */
export function known<MEMBERS extends object>(members: MEMBERS): Known<MEMBERS> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  // Only members that are `undefined` are gone, and those are optional in the type.
  return Object.fromEntries(entries) as Known<MEMBERS>;
}

type Known<MEMBERS> = {
  [NAME in keyof MEMBERS as undefined extends MEMBERS[NAME] ? never : NAME]: MEMBERS[NAME];
} & {
  [NAME in keyof MEMBERS as undefined extends MEMBERS[NAME] ? NAME : never]?: Exclude<
    MEMBERS[NAME],
    undefined
  >;
};
