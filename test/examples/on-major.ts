import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** A major of the SDK, and what the examples import for it. They are written for 7. */
export interface Major {
  readonly ai: number;
  readonly modules: Readonly<Record<string, string>>;
}

const provider = 'ai-sdk-provider-cloudflare/v4';

export const majors: readonly Major[] = [
  { ai: 7, modules: { ai: 'ai7', '@ai-sdk/anthropic': 'anthropic-v4', [provider]: `${root}src/v4.ts` } },
  { ai: 6, modules: { ai: 'ai6', [provider]: `${root}src/v3.ts` } },
  { ai: 5, modules: { ai: 'ai', [provider]: `${root}src/index.ts` } },
];

/** Forms of `ai` 7 that earlier majors do not have, by example: docs/guides/nextjs.md has them. */
const olderForms: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  'next/lib/answer-chat.ts': [
    [/\bisStepCount\b/g, 'stepCountIs'],
    [/^( +)instructions,$/m, '$1system: instructions,'],
    [
      /createUIMessageStreamResponse\(\{\s*stream: toUIMessageStream<[^>]*>\(\{\s*stream: result\.stream,/,
      'result.toUIMessageStreamResponse({',
    ],
    [/\}\),\s*\}\);/, '});'],
    [/ {2}(?:createUIMessageStreamResponse|toUIMessageStream),\n/g, ''],
  ],
  'next/lib/draw-image.ts': [[/\b(generateImage)(?=[, ].* from 'ai')/, 'experimental_$1 as $1']],
  'worker/src/index.ts': [
    [/\b(generateImage|generateSpeech), /g, 'experimental_$1 as $1, '],
    [/\b(transcribe) \} from 'ai'/, "experimental_$1 as $1 } from 'ai'"],
  ],
  'agent/agent.ts': [
    [/\bisStepCount\b/g, 'stepCountIs'],
    [/\bonStepEnd\b/, 'onStepFinish'],
  ],
};

const compiled = new Map<string, Promise<string>>();

/** Compiles an example for a major into one file, once for each process, and returns its path. */
export function compileOn(path: string, major: Major): Promise<string> {
  const key = `${major.ai}/${path}`;
  const found = compiled.get(key) ?? compile(path, major);
  compiled.set(key, found);
  return found;
}

async function compile(path: string, { ai, modules }: Major): Promise<string> {
  const folder = `${root}node_modules/.cache/examples/${process.pid}/${ai}/`;
  mkdirSync(folder, { recursive: true });
  const entry = `${root}examples/${path}`;
  const outfile = `${folder}${path.replaceAll('/', '-').replace(/\.ts$/, '.mjs')}`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    tsconfigRaw: {},
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(entry)) },
    logLevel: 'error',
    plugins: [
      resolving({
        'ai-sdk-provider-cloudflare/testing': `${root}src/testing/index.ts`,
        'ai-sdk-provider-cloudflare/testing/node': `${root}src/testing/node.ts`,
        ...modules,
      }),
      ...(ai === 7 ? [] : [rewriting(path)]),
    ],
  });
  return outfile;
}

function resolving(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'modules',
    setup: builder =>
      builder.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        const module = modules[path];
        if (module === undefined) return undefined;
        return { path: module, external: !module.startsWith(root) };
      }),
  };
}

/** A form that the example no longer has is a mistake of this file. */
function rewriting(path: string): Plugin {
  const forms = olderForms[path] ?? [];
  return {
    name: 'forms',
    setup: builder =>
      builder.onLoad({ filter: /examples\/.*\.ts$/ }, ({ path: file }) => {
        if (forms.length === 0 || file !== `${root}examples/${path}`) return undefined;
        const contents = forms.reduce(
          (code, [form, older]) => {
            const changed = code.replace(form, older);
            if (changed === code) throw new Error(`${path} does not have ${form}.`);
            return changed;
          },
          readFileSync(file, 'utf8'),
        );
        return { contents, loader: 'ts' };
      }),
  };
}
