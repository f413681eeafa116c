import { markClientError } from '../gateway/errors/client-errors.ts';
import { isRecord } from '../json-values.ts';
import { refusedSetting } from '../settings/setting-table.ts';

/**
 * Other packages take settings of a model as a second argument: here they must not get lost. A number is the index of `map`.
 * @throws InvalidArgumentError for a second argument that is an object
 */
export function idOnly<MODEL>(create: (modelId: string) => MODEL): (modelId: string) => MODEL {
  return (modelId, settings?: unknown) => {
    if (!isRecord(settings)) return create(modelId);
    throw markClientError(refusedSetting('options', 'a model has none of its own.', 'settings'));
  };
}
