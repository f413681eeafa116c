// What every entry exports besides the provider of its specification: all types of this list, and its values by name.

export type { CloudflareLog } from './account/logs/cloudflare-log.ts';
export type { CloudflareFeedback, GetLogOptions } from './account/logs/log-options.ts';
export type { LogReference } from './account/logs/log-reference.ts';
export type { CloudflareLogs } from './account/logs/logs.ts';
export type { ChooseModel, ChooseModelOptions } from './account/models/choose-model.ts';
export type {
  CloudflareModality,
  CloudflareModel,
  CloudflareModelCredential,
  CloudflareModelFeature,
  CloudflareModelKind,
  CloudflareModelPrice,
  CloudflareModelSource,
  CloudflarePriceTier,
  CloudflareTokenPrice,
} from './account/models/cloudflare-model.ts';
export type { ListModels } from './account/models/list-models.ts';
export type { CloudflareModelList, ListModelsOptions } from './account/models/list-models-options.ts';
export { type CostedResult, estimateCost, type LaterCostedResult } from './answer/estimate-cost.ts';
export type { CloudflareExplanation } from './chat/explanation.ts';
export type { CloudflareFallbackError } from './fallback/fallback-error.ts';
export type { CloudflareFallbackOptions } from './fallback/fallback-options.ts';
export type { LegIdentity } from './fallback/leg.ts';
export { type LegCooldown, type LegCooldownOptions, legCooldown } from './fallback/leg-cooldown.ts';
export type {
  LegInput as CloudflareLegInput,
  LegSettings as CloudflareLegSettings,
} from './fallback/resolve-legs.ts';
export type { FallbackDecision as CloudflareFallbackDecision } from './gateway/errors/codes/kinds.ts';
export type {
  CloudflareErrorInfo,
  CloudflareErrorKind,
  CloudflareErrorSource,
  CloudflareLegTrace,
} from './gateway/errors/error-info.ts';
export { getCloudflareError } from './gateway/errors/get-cloudflare-error.ts';
export type {
  CloudflareDLPFinding,
  CloudflareDLPVerdict,
} from './gateway/metadata/dlp-verdict.ts';
export type { CloudflareProviderMetadata } from './gateway/metadata/provider-metadata.ts';
export {
  getCloudflareMetadata,
  type WithProviderMetadata,
} from './gateway/metadata/provider-metadata.ts';
export type {
  CloudflareAutoRouterOptions,
  CloudflareCustomCost,
  CloudflareGatewayOptions,
  CloudflareModelOptions,
  CloudflareOptions,
  CloudflareOptions as CloudflareProviderOptions,
  CloudflareRetryOptions,
  CloudflareTraceOptions,
  MetadataValue,
} from './gateway/options/cloudflare-options.ts';
export type { CloudflareKindOptions } from './gateway/options/kind-options.ts';
export {
  type CloudflareMessageMetadata,
  cloudflareMessageMetadata,
} from './helpers/cloudflare-message-metadata.ts';
export { type ConversationIdentity, conversationSessionId } from './helpers/conversation-session-id.ts';
export { type CacheKeyInputs, tenantCacheKey } from './helpers/tenant-cache-key.ts';
export type { ExplainOptionsOf as CloudflareExplainOptions } from './sdk/provider-methods.ts';
export type {
  CloudflareBinding,
  CloudflareBindingCallOptions,
  CloudflareBindingGateway,
  CloudflareBindingGatewayOptions,
  CloudflareBindingLogPatch,
  CloudflareBindingRequest,
  CloudflareBindingRunOptions,
} from './settings/cloudflare-binding.ts';
export type {
  AccessSettings,
  AzureSettings,
  CloudflareTimeouts,
  ConnectionSettings,
  EndpointName,
  GatewayRoot,
  ProviderKey,
  ProviderKeys,
  Secret,
} from './settings/connection-settings.ts';
export type { CloudflareRequestFacts, CloudflareResponseFacts } from './settings/exchange-facts.ts';
export type { UpstreamName } from './settings/upstream-names.ts';
export type { CloudflareProfile, CloudflareProfiles } from './upstreams/custom-profile.ts';
export type { CloudflareEmbeddingModelId, CloudflareModelId } from './upstreams/model-id.ts';
export type { VendorName } from './upstreams/vendor-api.ts';
export { VERSION } from './version.ts';
export type {
  JSONSchema as CloudflareJSONSchema,
  WireBody as CloudflareWireBody,
  WireMessage as CloudflareWireMessage,
  WirePart as CloudflareWirePart,
  WireResponseFormat as CloudflareWireResponseFormat,
  WireTool as CloudflareWireTool,
  WireToolCall as CloudflareWireToolCall,
  WireToolChoice as CloudflareWireToolChoice,
} from './wire/body.ts';
export type {
  BodyStep as CloudflareBodyStep,
  CallWarning as CloudflareCallWarning,
  ProfileContext as CloudflareProfileContext,
} from './wire/profile.ts';
