export type {
  LocalBinding,
  LocalBindingGateway,
  LocalBindingOptions,
  LocalBindingStep,
  LocalCallGateway,
  LocalCallOptions,
  LocalRunOptions,
} from './binding/local-binding.ts';
export { createLocalGateway } from './create-local-gateway.ts';
export type { LocalFailure } from './failures/local-failures.ts';
export type { LocalGateway } from './local-gateway.ts';
export { localGatewayDefaults } from './local-gateway-defaults.ts';
export type {
  Backoff,
  GatewaySettings,
  LocalGatewayOptions,
  TokenPermission,
  TokenSettings,
} from './local-gateway-options.ts';
export type { GatewayLogRow, LocalEndpoint, RecordedRequest, RecordedUpstreamRequest } from './records.ts';
export type {
  CompletionReply,
  FailureReply,
  PlainReply,
  ReplyMatch,
  ScriptedReply,
  ScriptedToolCall,
  ScriptedUsage,
  ShapeReply,
  StreamReply,
} from './scripted-reply.ts';
export type { LocalShape } from './shapes/local-shapes.ts';
