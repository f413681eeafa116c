import { isRecord, type JSONRecord, records } from '../json-values.ts';

/** Members of a response that were requested, or describe how it was made, and their names in the vendor's metadata. */
const members: Readonly<Record<string, string>> = {
  images: 'images',
  related_questions: 'relatedQuestions',
  service_tier: 'serviceTier',
  system_fingerprint: 'systemFingerprint',
  provider: 'provider',
};

const names = /* @__PURE__ */ Object.keys(members);

/** Cheap enough for every chunk. */
export function mayHoldVendorFacts(value: JSONRecord, choice: unknown): boolean {
  return (
    (isRecord(choice) && (choice.logprobs ?? undefined) !== undefined) ||
    names.some(name => name in value) ||
    hasAnnotations(choice)
  );
}

/** Reads what becomes `providerMetadata` of the vendor: log probabilities, images of searches, annotations of files. */
export function readVendorFacts(facts: Record<string, unknown>, value: JSONRecord, choice: unknown): void {
  for (const name of names) {
    const member = value[name] ?? undefined;
    if (member !== undefined) facts[members[name] ?? name] = member;
  }
  if (!isRecord(choice)) return;
  const { logprobs } = choice;
  const tokens = isRecord(logprobs) ? logprobs.content : undefined;
  if (Array.isArray(tokens)) addTo(facts, 'logprobs', tokens);
  const files = annotationsOf(choice).filter(({ type }) => type === 'file');
  if (files.length > 0) addTo(facts, 'annotations', files);
}

function addTo(facts: Record<string, unknown>, name: string, items: readonly unknown[]): void {
  const before = facts[name];
  if (Array.isArray(before)) before.push(...items);
  else facts[name] = [...items];
}

function hasAnnotations(choice: unknown): boolean {
  return isRecord(choice) && annotationsOf(choice).length > 0;
}

function annotationsOf({ message, delta }: JSONRecord): readonly JSONRecord[] {
  const source = delta ?? message;
  return isRecord(source) ? records(source.annotations) : [];
}
