import type { CloudflareErrorKind } from '../../../src/gateway/errors/cloudflare-error-info.ts';

interface KindWords {
  readonly meaning: string;
  readonly remedy: string;
}

/** What each kind of failure means, and what to do, for codes about which nothing better is known. */
export const kindWords: Readonly<Record<CloudflareErrorKind, KindWords>> = {
  authentication: {
    meaning: 'the credential is missing, wrong, or not for this',
    remedy:
      'Check the token and its permission, or the vendor key: [when it fails](authentication.md#when-it-fails).',
  },
  permission: {
    meaning: 'the credential is known, and may not do this',
    remedy: 'Give the token or the account the permission.',
  },
  'gateway-not-found': {
    meaning: 'there is no such gateway',
    remedy: 'Check gatewayId and accountId.',
  },
  'invalid-provider': {
    meaning: 'the endpoint does not know the provider in the model id',
    remedy: 'Check the prefix of the model id: [spellings](routing.md#spellings).',
  },
  'model-not-found': {
    meaning: 'there is no such model here',
    remedy: 'Check the model id.',
  },
  'model-deprecated': {
    meaning: 'the model was retired',
    remedy: 'Choose another model.',
  },
  'invalid-request': {
    meaning: 'the request is not one that is taken here',
    remedy: 'Change the request: the message says what is wrong with it.',
  },
  'request-too-large': {
    meaning: 'the request is too long for the model or the service',
    remedy: 'Send less, or lower maxOutputTokens.',
  },
  'rate-limit': {
    meaning: 'too many requests, or tokens, in too short a time',
    remedy: 'Wait, or raise the limit.',
  },
  'spend-limit': {
    meaning: 'a limit on money is reached',
    remedy: 'Wait for the window, or raise the limit.',
  },
  'quota-exhausted': {
    meaning: 'an allocation is used up, and waiting a moment does not help',
    remedy: 'Wait for the next allocation, or change the plan.',
  },
  capacity: {
    meaning: 'the model is busy',
    remedy: 'Repeat, or call another model.',
  },
  billing: {
    meaning: 'somebody has to pay first',
    remedy: 'Add credits, store a key, or pass one.',
  },
  'credential-missing': {
    meaning: 'no credential of the vendor could be found',
    remedy: 'Store a key, or pass one.',
  },
  guardrail: {
    meaning: 'a guardrail stopped the content',
    remedy: 'Change the prompt, or the guardrail.',
  },
  dlp: {
    meaning: 'data loss prevention stopped the content',
    remedy: 'Remove what was found.',
  },
  policy: {
    meaning: 'a content policy, or a policy of the gateway, denies the call',
    remedy: 'Change the prompt, or the policy.',
  },
  timeout: {
    meaning: 'nothing arrived in time',
    remedy: 'Stream long answers; raise the time limits.',
  },
  'upstream-unavailable': {
    meaning: 'whoever should answer does not, or failed',
    remedy: 'Repeat, or call another model.',
  },
  'stream-truncated': {
    meaning: 'the answer broke off',
    remedy: 'Repeat the call: what has arrived is incomplete.',
  },
  'edge-blocked': {
    meaning: "Cloudflare's edge, or a firewall, refused the client",
    remedy: 'Check the user-agent header, firewall rules and the address of this machine.',
  },
  unknown: {
    meaning: 'fits nothing else',
    remedy: 'Read the message, and the log entry.',
  },
};
