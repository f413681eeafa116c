import { TooManyEmbeddingValuesForCallError } from '@ai-sdk/provider';
import { vendorOptions } from '../chat/vendor-options.ts';
import { reportUnsupported } from '../wire/profile.ts';
import type { RunKind } from './run-kind.ts';
import { readVectors } from './vectors.ts';

/** Embeddings in OpenAI's format, but for the binding's own `run`. */
export const embeddingKind: RunKind = {
  inputs: ({ values = [], dimensions, providerOptions }, { route, request, warn }) => {
    const { reference, most } = route;
    const { options, target } = request.plan;
    if (values.length > most) {
      throw new TooManyEmbeddingValuesForCallError({
        provider: 'cloudflare.embedding',
        modelId: reference.id,
        maxEmbeddingsPerCall: most,
        values: [...values],
      });
    }
    const profile = reference.upstream.profile(reference.model);
    const vendors = vendorOptions(profile, providerOptions, warn).fields;
    const { dimensions: size = dimensions, user, ...others } = vendors;
    for (const field in others)
      reportUnsupported(
        warn,
        `providerOptions.${profile.vendor?.keys[0]}: ${field}`,
        'it is for chat models.',
      );
    // The options that OpenAI's format has a field for.
    const given = { dimensions: options.dimensions ?? size, user: options.user ?? user };
    const body: Record<string, unknown> =
      target.binding?.form === 'run'
        ? { text: values }
        : { model: target.model, input: values, encoding_format: 'float' };
    for (const [field, value] of Object.entries(given)) {
      const name = profile.embeddingFields?.[field];
      if (value === undefined) continue;
      if (name === null) reportUnsupported(warn, field, 'this model does not accept it.');
      else body[name ?? field] = value;
    }
    return body;
  },
  read: readVectors,
};
