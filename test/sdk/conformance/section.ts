import { type CloudflareProviderSettings, getCloudflareError } from 'ai-sdk-provider-cloudflare';
import {
  createLocalGateway,
  type LocalGateway,
  type LocalGatewayOptions,
  localGatewayDefaults,
} from 'ai-sdk-provider-cloudflare/testing';
import { describe, it } from 'vitest';
import type { AnyProvider, Pair } from '../../ai/pair.ts';
import { rejection } from '../../support/answers.ts';
import { connected } from '../../support/call.ts';
import { type FakeFetch, fakeFetch, type RecordedRequest } from '../../support/fake-fetch.ts';

type Run = () => void | Promise<void>;

/** Declares tests of a section; a test that the pair skips is shown with its reason. */
export type Test = (name: string, run: Run) => void;

/** Part of the suite: what it checks of one pair. */
export type Section = (pair: Pair, test: Test) => void;

/** Runs sections for a pair. A skip that names no test fails: it has become stale. */
export function runSections(pair: Pair, sections: Readonly<Record<string, Section>>): void {
  const { skips = {} } = pair;
  const names = new Set<string>();
  describe(`${pair.name} conforms`, () => {
    for (const [title, section] of Object.entries(sections)) {
      describe(title, () => {
        section(pair, (name, run) => {
          names.add(name);
          const reason = Object.hasOwn(skips, name) ? skips[name] : undefined;
          if (reason === undefined) it(name, run);
          else it.skip(`${name} (${reason})`, run);
        });
      });
    }
    it('skips only tests that there are', ({ expect }) => {
      expect(Object.keys(skips).filter(name => !names.has(name))).toEqual([]);
    });
  });
}

/** A local gateway and a provider on it. */
export function world(
  { createCloudflare }: Pair,
  settings: CloudflareProviderSettings = {},
  options: LocalGatewayOptions = {},
): { gateway: LocalGateway; cloudflare: AnyProvider } {
  const gateway = createLocalGateway(options);
  return {
    gateway,
    cloudflare: createCloudflare({ ...localGatewayDefaults, ...settings, fetch: gateway.fetch }),
  };
}

/** A provider whose network is played by a function. */
export function played(
  { createCloudflare }: Pair,
  answer?: (request: RecordedRequest) => Response | Promise<Response>,
  settings: CloudflareProviderSettings = {},
): FakeFetch & { cloudflare: AnyProvider } {
  const fake = fakeFetch(answer);
  return { ...fake, cloudflare: createCloudflare({ ...connected, ...settings, fetch: fake.fetch }) };
}

export type Mode = 'generate' | 'stream';
export const modes: readonly Mode[] = ['generate', 'stream'];

export interface Told {
  readonly text: string;
  readonly reasoning: string | undefined;
  readonly finishReason: string;
  readonly rawFinishReason: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: as of AISDK
  readonly usage: any;
  // biome-ignore lint/suspicious/noExplicitAny: as of AISDK
  readonly steps: readonly any[];
  readonly warnings: readonly unknown[];
  readonly sources: readonly unknown[];
  readonly output: unknown;
  readonly metadata: object;
  /** Kinds of the errors that a stream told of. */
  readonly kinds: readonly (string | undefined)[];
}

/** The same call in one piece or as a stream, through `ai`. */
export async function tell(pair: Pair, call: object, mode: Mode): Promise<Told> {
  const { ai } = pair;
  const errors: unknown[] = [];
  const asked = { prompt: 'Hi', maxRetries: 0, ...call };
  const result =
    mode === 'generate'
      ? await ai.generateText(asked)
      : ai.streamText({ ...asked, onError: ({ error }: { error: unknown }) => errors.push(error) });
  if (mode === 'stream') await result.consumeStream();
  return {
    text: await result.text,
    reasoning: await result.reasoningText,
    finishReason: await result.finishReason,
    rawFinishReason: await result.rawFinishReason,
    usage: await result.usage,
    steps: await result.steps,
    warnings: (await result.warnings) ?? [],
    sources: await result.sources,
    output: await outputOf(pair, call, result, mode),
    metadata: { providerMetadata: await result.providerMetadata },
    kinds: errors.map(error => getCloudflareError(error)?.kind),
  };
}

/** The object that was asked for, as the major hands it over; the streams of ai 5 have its parts alone. */
// biome-ignore lint/suspicious/noExplicitAny: as of AISDK
async function outputOf({ major }: Pair, call: object, result: any, mode: Mode): Promise<unknown> {
  if (!['output', 'experimental_output'].some(name => Reflect.has(call, name))) return undefined;
  if (major > 5) return result.output;
  return mode === 'stream' ? JSON.parse(await result.text) : result.experimental_output;
}

/** What a call fails with: it is thrown, or told by a stream. Fails where there is no error, or several. */
export async function failureOf({ ai }: Pair, model: unknown, mode: Mode): Promise<unknown> {
  const call = { model, prompt: 'Hi', maxRetries: 0 };
  if (mode === 'generate') return rejection(ai.generateText(call));
  const errors: unknown[] = [];
  const onError = ({ error }: { error: unknown }): void => void errors.push(error);
  await ai.streamText({ ...call, onError }).consumeStream();
  if (errors.length !== 1) throw new Error(`${errors.length} errors`);
  return errors[0];
}

/** How `ai` stops a loop after so many steps. */
export function steps({ ai }: Pair, count: number): unknown {
  return ai.stepCountIs?.(count) ?? ai.isStepCount(count);
}
