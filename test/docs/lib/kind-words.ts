import type { CloudflareErrorKind } from '../../../src/gateway/errors/error-info.ts';

interface KindWords {
  readonly meaning: string;
  readonly remedy: string;
}

/** What each kind of failure means, and what to do, for codes about which nothing better is known. */
export const kindWords: Readonly<Record<CloudflareErrorKind, KindWords>> = {
  authentication: {
    meaning: 'the credential is missing, wrong, or not valid here',
    remedy:
      'Check the token and its permission, or the vendor key: [troubleshooting](authentication.md#troubleshooting).',
  },
  permission: {
    meaning: 'the credential is valid but lacks a permission',
    remedy: 'Give the token or the account the permission.',
  },
  'gateway-not-found': {
    meaning: 'the gateway does not exist',
    remedy: 'Check gatewayId and accountId.',
  },
  'invalid-provider': {
    meaning: 'the endpoint does not know the provider in the model id',
    remedy: 'Check the prefix of the model id: [spellings](routing.md#spellings).',
  },
  'model-not-found': {
    meaning: 'the model does not exist here',
    remedy: 'Check the model id.',
  },
  'model-deprecated': {
    meaning: 'the model was retired',
    remedy: 'Choose another model.',
  },
  'invalid-request': {
    meaning: 'the request is not accepted here',
    remedy: 'Change the request: the message explains what is wrong.',
  },
  'request-too-large': {
    meaning: 'the request is too long for the model or the service',
    remedy: 'Send less, or lower maxOutputTokens.',
  },
  'rate-limit': {
    meaning: 'too many requests or tokens in too short a time',
    remedy: 'Wait, or raise the limit.',
  },
  'spend-limit': {
    meaning: 'a spend limit was reached',
    remedy: 'Wait until the window resets, or raise the limit.',
  },
  'quota-exhausted': {
    meaning: 'an allocation is used up; a short wait does not help',
    remedy: 'Wait for the next allocation, or change the plan.',
  },
  capacity: {
    meaning: 'the model is busy',
    remedy: 'Retry, or call another model.',
  },
  billing: {
    meaning: 'the call has not been paid for',
    remedy: 'Add credits, store a key, or pass one.',
  },
  'credential-missing': {
    meaning: 'no credential for the vendor was found',
    remedy: 'Store a key, or pass one.',
  },
  guardrail: {
    meaning: 'a guardrail blocked the content',
    remedy: 'Change the prompt, or the guardrail.',
  },
  dlp: {
    meaning: 'data loss prevention blocked the content',
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
    meaning: 'the service that should respond does not, or failed',
    remedy: 'Retry, or call another model.',
  },
  'stream-truncated': {
    meaning: 'the answer broke off',
    remedy: 'Retry the call: what has arrived is incomplete.',
  },
  'edge-blocked': {
    meaning: "Cloudflare's edge or a firewall refused the client",
    remedy: "Check the user-agent header, firewall rules and this machine's address.",
  },
  unknown: {
    meaning: 'nothing else fits',
    remedy: 'Read the message and the log entry.',
  },
};
