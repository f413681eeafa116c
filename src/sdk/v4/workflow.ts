import type { ChatRoute } from '../../chat/chat-input.ts';
import { markClientError } from '../../gateway/errors/client-errors.ts';
import type { KindWire, RunRoute } from '../../kinds/run-call.ts';
import {
  type CloudflareProviderSettings,
  createProviderContext,
  type ProviderContext,
} from '../../request/provider-context.ts';
import { invalidArgument, missingCredential } from '../../settings/configuration-error.ts';
import { readEnvironment } from '../../settings/environment.ts';
import { settingTable } from '../../settings/setting-table.ts';
import type { CarriedParts } from '../../vendors/carried-model.ts';
import { CarriedModel } from '../carried-model.ts';
import { CloudflareChatLanguageModel } from '../chat-model.ts';
import { chatRoute, runRoute } from '../model-routes.ts';
import { CloudflareRunModel } from '../run-model.ts';
import { specificationV4, type TypesV4 } from './specification.ts';

/** As `@workflow/serde` defines them (4.1.0, 2026-11). */
const WORKFLOW_SERIALIZE = Symbol.for('workflow-serialize');
const WORKFLOW_DESERIALIZE = Symbol.for('workflow-deserialize');

// Classes of their own: an exported class may not have computed names (isolatedDeclarations). They are declared at the
// top of the file with their statics in the body, a form that the compiler of workflows looks for (the fixtures of
// packages/swc-plugin-workflow in vercel/workflow, 2026-11). Bundlers keep such classes wherever the file is loaded, so
// no helper's imports lead here.

class WorkflowChatLanguageModel extends CloudflareChatLanguageModel<TypesV4> {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareChatLanguageModel<TypesV4>): WorkflowState {
    return workflowState(modelId, route().provider);
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): CloudflareChatLanguageModel<TypesV4> {
    return workflowModels.chat(chatRoute(restoredProvider(state), state.modelId));
  }
}

class WorkflowRunModel extends CloudflareRunModel {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareRunModel): WorkflowRunState {
    const { provider, wire } = route();
    return { ...workflowState(modelId, provider), kind: wire };
  }

  static [WORKFLOW_DESERIALIZE]({ kind, ...state }: WorkflowRunState): CloudflareRunModel {
    return workflowModels.run(runRoute(restoredProvider(state), state.modelId, kind));
  }
}

class WorkflowCarriedModel extends CarriedModel {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CarriedModel): WorkflowState {
    const state = workflowState(modelId, route().provider);
    return { ...state, left: ['vendors', ...state.left] };
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): never {
    // The package's function stayed behind, so this throws.
    restoredProvider(state);
    throw new Error(`Model "${state.modelId}" cannot be restored.`);
  }
}

interface WorkflowModels {
  readonly carried: (parts: CarriedParts) => CarriedModel;
  readonly chat: (route: ChatRoute) => CloudflareChatLanguageModel<TypesV4>;
  readonly run: (route: RunRoute) => CloudflareRunModel;
}

/** Models that workflows can carry from step to step. */
export const workflowModels: WorkflowModels = {
  carried: parts => new WorkflowCarriedModel(parts),
  chat: route => new WorkflowChatLanguageModel(specificationV4, route),
  run: route => new WorkflowRunModel(specificationV4, route),
};

/** A model as it travels between the steps of a workflow: JSON without any secret. */
interface WorkflowState {
  readonly modelId: string;
  /** Settings that are ids, plain words or numbers. */
  readonly settings: CloudflareProviderSettings;
  /** Names of the settings whose values stay behind: secrets, and what is not JSON. */
  readonly left: readonly string[];
}

interface WorkflowRunState extends WorkflowState {
  readonly kind: KindWire;
}

const always = (): boolean => true;

/** Hosts of Cloudflare with nothing but a path: the URL of another domain may hold a secret. */
const cloudflareURL = /^https:\/\/(?:gateway\.ai|api)\.cloudflare\.com\/[\w./-]*$/i;

/** Settings whose values may be part of a serialised workflow, as secrets and functions may not. */
const travelling = new Map<string, (value: unknown) => boolean>([
  // People paste their API token here.
  ['accountId', value => /^\s*[0-9a-f]{32}\s*$/i.test(String(value))],
  ['gatewayId', always],
  ['gateway', always],
  ['endpoint', always],
  ['baseURL', value => cloudflareURL.test(String(value))],
  ['name', always],
  ['timeouts', always],
  ['streamMerging', always],
  ['wire', always],
]);

/** What the models of chat completions do without. */
const unused = 'vendors';

/** Settings that a step reads from its own environment where the value did not travel. */
const restored: readonly string[] = ['apiToken', 'apiKey', 'gatewayToken', 'baseURL'];

/** What travels of a model. The core's own serialisation writes resolved headers, and with them every secret. */
function workflowState(modelId: string, provider: ProviderContext): WorkflowState {
  const given = Object.entries(provider.settings()).filter(
    ([name, value]) => value !== undefined && name !== unused,
  );
  const travels = ([name, value]: readonly [string, unknown]): boolean =>
    travelling.get(name)?.(value) === true;
  return {
    modelId,
    settings: Object.fromEntries(given.filter(travels)),
    left: given.filter(entry => !travels(entry)).map(([name]) => name),
  };
}

/**
 * The provider behind a model that has travelled: secrets come from the environment of the step.
 * @throws LoadAPIKeyError for a secret that the environment does not have, InvalidArgumentError for a setting that
 * cannot travel; each names the setting
 */
function restoredProvider({ modelId, settings, left }: WorkflowState): ProviderContext {
  try {
    return createProviderContext({
      ...settings,
      ...Object.fromEntries(left.map(name => restore(name, modelId))),
    });
  } catch (error) {
    throw markClientError(error, modelId);
  }
}

/**
 * The value of a setting that stayed behind. It counts as passed, as it was: no other token of the environment may join
 * it. A host of the environment remains one, since its tokens go to no other.
 */
function restore(name: string, modelId: string): readonly [name: string, value: string | undefined] {
  const example = `create the model inside the step: createCloudflare({ ${name}: … })('${modelId}')`;
  if (!restored.includes(name)) {
    const problem = 'this setting cannot be serialised.';
    throw invalidArgument({ setting: name, problem, example });
  }
  const { variables = [] } = settingTable[name as keyof typeof settingTable];
  const value = readEnvironment(variables)?.value;
  if (value !== undefined) return [name, name === 'baseURL' ? undefined : value];
  const problem = `this setting is not serialised. Set ${variables.join(' or ')} where the step runs.`;
  throw missingCredential({ setting: name, problem, example });
}
