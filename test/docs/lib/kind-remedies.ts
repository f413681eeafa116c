import type { CloudflareErrorKind } from '../../../src/gateway/errors/error-info.ts';

/** What to do about each kind of failure, for codes about which nothing better is known. */
export const kindRemedies: Readonly<Record<CloudflareErrorKind, string>> = {
  authentication:
    'Check the token and its permission, or the vendor key: [troubleshooting](authentication.md#troubleshooting).',
  permission: 'Give the token or the account the permission.',
  'gateway-not-found': 'Check gatewayId and accountId.',
  'invalid-provider': 'Check the prefix of the model id: [spellings](routing.md#spellings).',
  'model-not-found': 'Check the model id.',
  'model-deprecated': 'Choose another model.',
  'invalid-request': 'Change the request: the message explains what is wrong.',
  'request-too-large': 'Send less, or lower maxOutputTokens.',
  'rate-limit': 'Wait, or raise the limit.',
  'spend-limit': 'Wait until the window resets, or raise the limit.',
  'quota-exhausted': 'Wait for the next allocation, or change the plan.',
  capacity: 'Retry, or call another model.',
  billing: 'Add credits, store a key, or pass one.',
  'credential-missing': 'Store a key, or pass one.',
  guardrail: 'Change the prompt, or the guardrail.',
  dlp: 'Remove what was found.',
  policy: 'Change the prompt, or the policy.',
  timeout: 'Stream long answers; raise the time limits.',
  'upstream-unavailable': 'Retry, or call another model.',
  'stream-truncated': 'Retry the call: what has arrived is incomplete.',
  'edge-blocked': "Check the user-agent header, firewall rules and this machine's address.",
  unknown: 'Read the message and the log entry.',
};
