import { describe, expect, it } from 'vitest';
import { resolveConnection } from '../../src/endpoints/connection.ts';
import { failureTables } from '../../src/gateway/errors/codes/find-row.ts';
import { kindFacts } from '../../src/gateway/errors/codes/kinds.ts';
import type { CloudflareErrorKind } from '../../src/gateway/errors/error-info.ts';
import { optionTable } from '../../src/gateway/options/option-table.ts';
import { globalKeyMarker } from '../../src/settings/environment.ts';
import { settingTable } from '../../src/settings/setting-table.ts';
import { localFailures } from '../../src/testing/failures/local-failures.ts';
import { upstreams } from '../../src/upstreams/registry.ts';
import type { PrefixedEndpoint, Upstream } from '../../src/upstreams/upstream.ts';
import { isEverRefused, optionNames } from '../support/option-example.ts';
import { brokenLinks, unlinkedPages } from './lib/links.ts';
import { codeOf, page, pages, readSource, tableRows } from './lib/pages.ts';
import { membersOf, textsOf } from './lib/source-types.ts';

const text = (path: string): string => page(path).prose.join('\n');

/** Expects each name to stand on a page, in backticks. */
function expectNamed(path: string, names: readonly string[]): void {
  const named = new Set(codeOf(text(path)));
  expect(names.filter(name => !named.has(name))).toEqual([]);
}

/** The row of a table whose first cell names something. */
function rowOf(rows: readonly (readonly string[])[], name: string): readonly string[] {
  const row = rows.find(([first = '']) => codeOf(first).includes(name));
  expect(row, `no row for "${name}"`).toBeDefined();
  return row ?? [];
}

/** `cf-aig-cache-ttl` for `cacheTtl`, as the pages say once instead of in each row. */
function headerNamedAfter(name: string): string {
  return `cf-aig-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

describe('links', () => {
  it('lead somewhere, anchors included', () => {
    expect(brokenLinks()).toEqual([]);
  });

  it('lead to every page', () => {
    expect(unlinkedPages()).toEqual([]);
  });
});

it('an installation names the major of `ai`', () => {
  const commands = pages
    .filter(({ path }) => !path.startsWith('docs/internals/'))
    .flatMap(({ lines }) =>
      lines.flatMap(line => line.match(/npm install ai-sdk-provider-cloudflare[^`]*/g) ?? []),
    );
  expect(commands.length).toBeGreaterThan(3);
  expect(commands.filter(command => !/ ai@\d /.test(command))).toEqual([]);
});

describe('README.md', () => {
  it.each(['npm ci && npm run demo', 'npm ci && npm test'])('says `%s`', command => {
    expect(page('README.md').lines).toContain(command);
  });

  it('stays one screen', () => {
    expect(page('README.md').lines.length).toBeLessThan(90);
  });
});

describe('docs/getting-started.md', () => {
  const path = 'src/settings/connection-settings.ts';

  it('has every setting', () => {
    const documented = tableRows(page('docs/getting-started.md'), 'Settings').flatMap(([first = '']) =>
      codeOf(first),
    );
    const settings = [
      ...membersOf(path, 'ConnectionSettings'),
      ...membersOf('src/request/provider-context.ts', 'CloudflareProviderSettings'),
    ];
    expect([...documented].sort()).toEqual([...settings].sort());
  });

  it.each(['AzureSettings', 'AccessSettings'])('has every member of %s', name => {
    for (const member of membersOf(path, name)) expect(text('docs/getting-started.md')).toContain(member);
  });

  it('has every member of the provider', () => {
    expectNamed('docs/getting-started.md', [
      'languageModel(id)',
      'chatModel(id)',
      'chat(id)',
      'textEmbeddingModel(id)',
      'textEmbedding(id)',
      'embeddingModel(id)',
      'embedding(id)',
      'explain(id, options)',
      'fallback(models, options)',
      'listModels(options)',
      'chooseModel(options)',
      'logs',
      'imageModel',
      'transcriptionModel',
      'speechModel',
      'rerankingModel',
    ]);
  });
});

describe('docs/authentication.md', () => {
  const rows = tableRows(page('docs/authentication.md'), 'Environment variables');

  it.each(['accountId', 'gatewayId', 'apiToken', 'gatewayToken', 'baseURL'] as const)(
    'has the variables of %s in order',
    setting => {
      const [, cell = ''] = rowOf(rows, setting);
      const { variables = [] } = settingTable[setting];
      expect(codeOf(cell).slice(0, variables.length)).toEqual(variables);
    },
  );

  it('has the variables that depend on others', () => {
    expectNamed('docs/authentication.md', ['CLOUDFLARE_API_KEY', globalKeyMarker]);
  });
});

describe('docs/routing.md', () => {
  const rows = tableRows(page('docs/routing.md'), 'Spellings');
  const served = upstreams.filter(({ rest, compat, native }) => rest ?? compat ?? native);

  it.each(served.map(upstream => [upstream.name, upstream] as const))(
    'spells %s as the registry does',
    (name, upstream) => {
      const [first, aliases = '', rest, compat, native] = rowOf(rows, name);
      expect(first).toBe(`\`${name}\``);
      expect(codeOf(aliases)).toEqual(upstream.aliases ?? []);
      expect(rest).toMatch(prefixedCell(upstream, upstream.rest));
      expect(compat).toMatch(prefixedCell(upstream, upstream.compat));
      expect(native).toBe(nativeCell(upstream));
    },
  );

  it('has no upstream that the registry does not have', () => {
    const others = rows
      .map(([first = '']) => codeOf(first)[0])
      .filter(name => !served.some(upstream => upstream.name === name));
    expect(others).toEqual([undefined, 'custom-slug', undefined]);
  });

  it('names the upstreams that are refused', () => {
    const refused = upstreams.filter(upstream => !served.includes(upstream)).map(({ name }) => `${name}/…`);
    expectNamed('docs/routing.md', refused);
  });

  it.each(
    tableRows(page('docs/routing.md'), 'Base URLs').flatMap(([forms = '', leadsTo = '']) =>
      codeOf(forms)
        .filter(form => form.startsWith('http'))
        .map(form => [form, leadsTo] as const),
    ),
  )('says where %s leads', (form, leadsTo) => {
    const baseURL = form
      .replace('{account}', '0123456789abcdef0123456789abcdef')
      .replace('{gateway}', 'my-gateway');
    const { reachable } = resolveConnection({ baseURL });
    // The last two rows describe their forms in words.
    if (codeOf(leadsTo).length > 0) expect(reachable).toEqual(codeOf(leadsTo));
  });
});

const withEmbeddings = (cell: string, kinds: readonly string[] = ['chat']): string =>
  kinds.includes('embeddings') ? `${cell}, + embeddings` : cell;

function prefixedCell({ name }: Upstream, endpoint: PrefixedEndpoint | undefined): RegExp {
  if (endpoint === undefined) return /^$/;
  const { prefix = name } = endpoint;
  const cell = prefix === '' ? '`{m}`' : `\`${prefix}/{m}\``;
  // A spelling of its own is told in a word.
  return new RegExp(
    `^${withEmbeddings(cell, endpoint.wires).replace(/[{}+]/g, '\\$&')}${endpoint.spell ? ', \\w+' : ''}$`,
  );
}

function nativeCell({ name, native }: Upstream): string {
  if (native === undefined) return '';
  const { segment = name, base = '', wires } = native;
  const path =
    typeof segment === 'string'
      ? segment
      : segment('m', { resource: 'resource' }).replace(/\/resource\/m$/, '/{resource}/{m}');
  return withEmbeddings(`\`${path}/${base}chat/completions\``, wires);
}

describe('docs/gateway-options.md', () => {
  const path = 'docs/gateway-options.md';
  const rows = tableRows(page(path), 'Options');
  const options = Object.keys(optionTable);

  it('has a row for every option, and no other', () => {
    expect(rows.slice(1).flatMap(([first = '']) => codeOf(first))).toEqual(options);
  });

  it.each([
    'CloudflareRetryOptions',
    'CloudflareCustomCost',
    'CloudflareTraceOptions',
    'CloudflareAutoRouterOptions',
  ])('has every member of %s', name => {
    expectNamed(path, membersOf('src/gateway/options/cloudflare-options.ts', name));
  });

  it('has every header that is not named after its option', () => {
    const headers = Object.entries(optionTable).map(([name, row]) => ({
      name,
      headers: Object.keys(row.headers ?? {}),
    }));
    expect(headers.flatMap(row => row.headers).length).toBeGreaterThan(15);
    expectNamed(
      path,
      headers.flatMap(row => row.headers.filter(header => header !== headerNamedAfter(row.name))),
    );
  });

  it('marks the strict options', () => {
    const marked = optionNames.filter(name => rowOf(rows, name).at(-1)?.includes('strict'));
    expect(marked).toEqual(optionNames.filter(isEverRefused));
  });
});

describe('docs/results-and-errors.md', () => {
  const path = 'docs/results-and-errors.md';
  const info = 'src/gateway/errors/error-info.ts';
  const kinds = tableRows(page(path), 'Kinds').slice(1);

  it('has every key of the metadata', () => {
    const documented = tableRows(page(path), 'Results').flatMap(([first = '']) => codeOf(first));
    const keys = membersOf('src/gateway/metadata/provider-metadata.ts', 'CloudflareProviderMetadata');
    expect([...documented].sort()).toEqual([...keys].sort());
  });

  it('has every header of the metadata that is not named after its key', () => {
    const source = readSource('src/gateway/metadata/read-metadata.ts');
    const headers = [...source.matchAll(/header: '(cf-[a-z-]+)'/g)].map(([, header = '']) => header);
    expect(headers).toContain('cf-ray');
    expectNamed(path, headers);
  });

  it('has every member of an error, and every source', () => {
    const documented = tableRows(page(path), 'Errors').flatMap(([first = '']) => codeOf(first));
    const names = [...membersOf(info, 'CloudflareErrorInfo'), ...textsOf(info, 'CloudflareErrorSource')];
    expect([...documented].sort()).toEqual([...names].sort());
  });

  it('has a row for every kind, and no other', () => {
    expect(kinds.flatMap(([first = '']) => codeOf(first))).toEqual(textsOf(info, 'CloudflareErrorKind'));
  });

  it('says which kinds are retryable', () => {
    for (const [first = '', retryable] of kinds) {
      const kind = codeOf(first)[0];
      const rows = failureTables.flatMap(table => table.rows).filter(row => row.kind === kind);
      const implied = kindFacts[kind as CloudflareErrorKind][2] ?? false;
      const found = new Set(rows.map(({ retryable = implied }) => retryable));
      const expected = found.size > 1 ? 'some' : found.has(false) ? 'no' : 'yes';
      expect(`${kind}: ${retryable}`).toBe(`${kind}: ${expected}`);
    }
  });
});

describe('docs/testing.md', () => {
  const path = 'docs/testing.md';
  const options = 'src/testing/local-gateway-options.ts';

  it('has every option of the local gateway', () => {
    const documented = tableRows(page(path), 'Settings of the local gateway').flatMap(([first = '']) =>
      codeOf(first),
    );
    const names = [...membersOf(options, 'LocalGatewayOptions'), ...membersOf(options, 'GatewaySettings')];
    expect([...documented].sort()).toEqual([...names].sort());
  });

  it('has every token permission', () => {
    expectNamed(path, textsOf(options, 'TokenPermission'));
  });

  it('has every failure by name, and no other', () => {
    const documented = tableRows(page(path), 'Failure names').flatMap(([, names = '']) => codeOf(names));
    expect([...documented].sort()).toEqual(Object.keys(localFailures).sort());
  });
});

describe('docs/internals', () => {
  it('says why each dependency is there', () => {
    const { dependencies, peerDependencies, devDependencies } = JSON.parse(readSource('package.json'));
    // The page names a vendor's package, and says what its later majors are called.
    const isLaterMajor = (name: string): boolean =>
      /-v[34]$/.test(name) && `@ai-sdk/${name.slice(0, -'-v3'.length)}` in devDependencies;
    expectNamed('docs/internals/dependencies.md', [
      ...Object.keys({ ...dependencies, ...peerDependencies, ...devDependencies }).filter(
        name => !isLaterMajor(name),
      ),
      '{vendor}-v3',
      '{vendor}-v4',
    ]);
  });

  it('lists every decision, with its title', () => {
    const decisions = pages.filter(({ path }) => /decisions\/\d{4}-/.test(path));
    const listed = page('docs/internals/decisions/README.md').prose.filter(line => line.startsWith('- '));
    expect(listed).toEqual(
      decisions.map(({ path, lines }) => `- [${lines[0]?.slice(2)}](${path.split('/').at(-1)})`),
    );
  });

  it('dates every decision', () => {
    for (const { path, lines } of pages.filter(candidate => /decisions\/\d{4}-/.test(candidate.path))) {
      expect(lines[2], path).toMatch(/^Date: \d{4}-\d\d-\d\d\. Status: /);
    }
  });
});
