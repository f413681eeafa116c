import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import {
  type CloudflareProviderSettings,
  createProviderContext,
  type ProviderContext,
} from '../../request/provider-context.ts';
import { invalidArgument, missingCredential } from '../../settings/configuration-error.ts';
import { environmentNames, readEnvironment } from '../../settings/environment.ts';

type Settings = CloudflareProviderSettings;

/** A model as it travels between the steps of a workflow: JSON without any secret. */
export interface WorkflowState {
  readonly modelId: string;
  /** Settings that are ids, plain words or numbers. */
  readonly settings: Settings;
  /** Names of the settings whose values stay behind: secrets, and what is no JSON. */
  readonly left: readonly string[];
}

/** Which values travel, and the variables that bring the others back. */
interface Rule {
  /** @default none */
  readonly travels?: (value: unknown) => boolean;
  /** @default nothing brings them back */
  readonly variables?: readonly string[];
}

const plain: Rule = { travels: () => true };
const stays: Rule = {};
/** Hosts of Cloudflare with nothing but a path: a domain of one's own may have a secret in its URL. */
const cloudflareURL = /^https:\/\/(?:gateway\.ai|api)\.cloudflare\.com\/[\w./-]*$/i;
const token: Rule = { variables: [...environmentNames.apiToken, ...environmentNames.apiTokenOrGlobalKey] };

/** A new setting is a compile error until it has a row. */
const rules: { readonly [NAME in keyof Required<Settings>]: Rule } = {
  // People paste their API token here.
  accountId: { travels: value => /^\s*[0-9a-f]{32}\s*$/i.test(String(value)) },
  gatewayId: plain,
  gateway: plain,
  endpoint: plain,
  name: plain,
  timeouts: plain,
  streamMerging: plain,
  apiToken: token,
  apiKey: token,
  gatewayToken: { variables: environmentNames.gatewayToken },
  baseURL: { travels: value => cloudflareURL.test(String(value)), variables: environmentNames.baseURL },
  providerKeys: stays,
  binding: stays,
  azure: stays,
  access: stays,
  headers: stays,
  fetch: stays,
  options: stays,
  profiles: stays,
};

/** What travels of a model. The core's own way writes resolved headers, and with them every secret. */
export function workflowState(modelId: string, provider: ProviderContext): WorkflowState {
  const given = Object.entries(provider.settings()).filter(([, value]) => value !== undefined);
  const travels = ([name, value]: readonly [string, unknown]): boolean =>
    ruleOf(name).travels?.(value) === true;
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
export function restoredProvider({ modelId, settings, left }: WorkflowState): ProviderContext {
  try {
    for (const name of left) check(name, modelId);
    return createProviderContext(settings);
  } catch (error) {
    throw markClientError(error, modelId);
  }
}

function check(name: string, modelId: string): void {
  const { variables } = ruleOf(name);
  const example = `make the model inside the step, createCloudflare({ ${name}: … })('${modelId}')`;
  if (variables === undefined) {
    const problem = 'the model had this setting, and its value cannot travel through a workflow.';
    throw invalidArgument({ setting: name, problem, example });
  }
  if (readEnvironment(variables) !== undefined) return;
  const problem = `the model had this setting, and its value stays out of a workflow; set ${variables.join(' or ')} where the step runs.`;
  throw missingCredential({ setting: name, problem, example });
}

function ruleOf(name: string): Rule {
  return Object.hasOwn(rules, name) ? rules[name as keyof typeof rules] : stays;
}
