// An entry by `import`, with real calls to a local gateway. scripts/matrix/runtime-check.mjs copies it into a project.
import { createRequire } from 'node:module';
import * as ai from 'ai';
import * as provider from 'ai-sdk-provider-cloudflare';
import * as testing from 'ai-sdk-provider-cloudflare/testing';
import * as server from 'ai-sdk-provider-cloudflare/testing/node';
import { z } from 'zod';
import { report } from './report.mjs';

const other = createRequire(import.meta.url)('ai-sdk-provider-cloudflare');
await report({ provider, other, copies: 2, testing, server, ai, z });
