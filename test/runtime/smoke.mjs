// The built package by `import`: `node test/runtime/smoke.mjs`.
import * as ai from 'ai';
import * as provider from 'ai-sdk-provider-cloudflare';
import * as testing from 'ai-sdk-provider-cloudflare/testing';
import * as server from 'ai-sdk-provider-cloudflare/testing/node';
import { z } from 'zod';
import { smoke } from './smoke-checks.mjs';

await smoke({ provider, testing, server, ai, z });
console.log(`import works on Node ${process.version}`);
