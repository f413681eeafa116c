import { builtEntry, otherEntry } from '../package-root.ts';
import type { Wire } from '../wire.ts';
import { accountId, type Client, type ClientSource, modelId } from './client.ts';
import { ofModel } from './of-model.ts';

type OurModule = typeof import('../../src/index.ts');
type Settings = Parameters<OurModule['createCloudflare']>[0];

/** The built package, as a path that TypeScript does not follow: the sources are not what is measured. */
export async function createOurs(
  wire: Wire,
  settings: Settings = {},
  entry: string = builtEntry,
): Promise<Client> {
  const { createCloudflare } = (await import(entry)) as OurModule;
  const { fetch, origin } = wire;
  const cloudflare = createCloudflare({ accountId, apiToken: 'token', baseURL: origin, fetch, ...settings });
  return ofModel(() => cloudflare(modelId));
}

export const ours: ClientSource = {
  name: 'ours',
  note: 'this package, as built',
  modules: [builtEntry],
  home: 'root',
  streamsWithTools: true,
  create: wire => createOurs(wire),
};

/** Another build of this package, to measure a change. */
export const against: ClientSource = {
  ...ours,
  name: 'against',
  note: 'the build that `--against` names',
  modules: [otherEntry],
  create: wire => createOurs(wire, {}, otherEntry),
};
