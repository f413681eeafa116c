import { isRecord, ownMember } from '../../json-values.ts';
import { decodeEscapes } from '../../urls.ts';
import type { JSONSchema } from '../body.ts';
import { schemaName } from '../response-format.ts';
import { subSchemas } from '../schemas.ts';
import { lose, type SchemaJob } from './schema-job.ts';

/** The schema that a reference leads to. One that does not stand in the same document is lost. */
export function targetOf(job: SchemaJob, reference: unknown): JSONSchema | undefined {
  if (typeof reference !== 'string') return undefined;
  const [start, ...segments] = decodeEscapes(reference).split('/');
  if (start !== '#') job.schemas ??= subSchemas(job.root);
  const found =
    start === '#'
      ? segments.reduce<unknown>(
          (value, segment) => ownMember(value, segment.replaceAll('~1', '/').replaceAll('~0', '~')),
          job.root,
        )
      : // As typebox writes recursion.
        job.schemas?.find(({ $id, $anchor }) => [$id, `#${$anchor}`].includes(reference));
  return isRecord(found) ? found : lose(job, '$ref');
}

/** The reference to a definition of the root, or to the root itself. */
export function pointerTo({ root, names }: SchemaJob, target: JSONSchema, reference: unknown): string {
  if (target === root) return '#';
  const plain = schemaName(String(reference).replace(/^.*\//, ''));
  let name = plain;
  for (let suffix = 2; (names.get(name) ?? target) !== target; suffix++) name = `${plain}_${suffix}`;
  names.set(name, target);
  return `#/$defs/${name}`;
}
