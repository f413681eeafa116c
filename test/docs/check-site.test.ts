import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { root } from './lib/pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'broken-site-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const navigation = deflateSync(JSON.stringify([{ text: 'Gone', path: 'docs/gone.html' }])).toString('base64');

const files = {
  'index.html': [
    '<script src="https://cdn.example/a.js"></script>',
    '<a href="docs/routing.html#rules">fine</a>',
    '<a href="docs/routing.html#nowhere">no such anchor</a>',
    '<a href="docs/nowhere.html">no such page</a>',
    '<a href="https://example.com/">elsewhere, on purpose</a>',
    '<img src="picture.svg" alt="">',
  ].join('\n'),
  'docs/routing.html': '<h2 id="rules">Rules</h2>',
  'assets/style.css': '@import "https://fonts.example/f.css"; a { background: url(missing.png) }',
  'assets/navigation.js': `window.navigationData = "${navigation}"`,
  'modules/ai-sdk-provider-cloudflare.html':
    '<span class="tsd-member-summary-name"><svg></svg><a href="#">createCloudflare</a></span>',
};

it('the check of the site finds what is wrong', { timeout: 60_000 }, () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }

  const { status, stderr } = spawnSync('node', ['scripts/check-site.mjs', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  const problems = stderr.split('\n');

  expect(status).toBe(1);
  expect(problems.filter(line => !line.startsWith('missing: '))).toEqual([
    'broken link: index.html: docs/routing.html#nowhere',
    'broken link: index.html: docs/nowhere.html',
    'broken link: index.html: docs/gone.html',
    'broken link: index.html: picture.svg',
    'broken link: assets/style.css: missing.png',
    'external resource: index.html: https://cdn.example/a.js',
    'external resource: assets/style.css: https://fonts.example/f.css',
    '',
  ]);
  expect(problems).toContain('missing: docs/errors.html');
  expect(problems).toContain('missing: cloudflare of ai-sdk-provider-cloudflare');
  expect(problems).toContain('missing: serveLocalGateway of ai-sdk-provider-cloudflare/testing/node');
  expect(problems).not.toContain('missing: docs/routing.html');
  expect(problems).not.toContain('missing: createCloudflare of ai-sdk-provider-cloudflare');
});
