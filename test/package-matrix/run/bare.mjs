// All entries by `import`, where there is no AI SDK. scripts/matrix/runtime-check.mjs copies it into a project.
import * as root from 'ai-sdk-provider-cloudflare';
import * as testing from 'ai-sdk-provider-cloudflare/testing';
import * as server from 'ai-sdk-provider-cloudflare/testing/node';
import * as v2 from 'ai-sdk-provider-cloudflare/v2';
import * as v3 from 'ai-sdk-provider-cloudflare/v3';
import * as v4 from 'ai-sdk-provider-cloudflare/v4';
import { bareReport } from './bare-report.mjs';

await bareReport({ entries: [root, v2, v3, v4], testing, server });
