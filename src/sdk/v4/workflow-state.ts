import { markClientError } from '../../gateway/errors/mark-client-error.ts';
import {
  type CloudflareProviderSettings,
  createProviderContext,
  type ProviderContext,
} from '../../request/provider-context.ts';
import { invalidArgument, missingCredential } from '../../settings/configuration-error.ts';
import { readEnvironment } from '../../settings/environment.ts';
import { type SettingRow, settingTable } from '../../settings/setting-table.ts';

type Settings = CloudflareProviderSettings;

/** A model as it travels between the steps of a workflow: JSON without any secret. */
export interface WorkflowState {
  readonly modelId: string;
  /** Settings that are ids, plain words or numbers. */
  readonly settings: Settings;
  /** Names of the settings whose values stay behind: secrets, and what is no JSON. */
  readonly left: readonly string[];
}

/** What travels of a model. The core's own way writes resolved headers, and with them every secret. */
export function workflowState(modelId: string, provider: ProviderContext): WorkflowState {
  const given = Object.entries(provider.settings()).filter(([, value]) => value !== undefined);
  const travels = ([name, value]: readonly [string, unknown]): boolean =>
    rowOf(name)?.travels?.(value) === true;
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
  const row = rowOf(name);
  const example = `make the model inside the step, createCloudflare({ ${name}: … })('${modelId}')`;
  if (row?.restored === undefined) {
    const problem = 'the model had this setting, and its value cannot travel through a workflow.';
    throw invalidArgument({ setting: name, problem, example });
  }
  const { variables = [] } = row;
  if (readEnvironment(variables) !== undefined) return;
  const problem = `the model had this setting, and its value stays out of a workflow; set ${variables.join(' or ')} where the step runs.`;
  throw missingCredential({ setting: name, problem, example });
}

function rowOf(name: string): SettingRow | undefined {
  return Object.hasOwn(settingTable, name) ? settingTable[name as keyof typeof settingTable] : undefined;
}
