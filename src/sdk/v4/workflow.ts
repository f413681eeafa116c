import type { ChatRoute } from '../../chat/chat-call.ts';
import type { EmbeddingRoute } from '../../kinds/embedding-call.ts';
import { CloudflareChatLanguageModel } from '../chat-model.ts';
import { CloudflareEmbeddingModel } from '../embedding-model.ts';
import { chatRoute, embeddingRoute, providerId } from '../model-routes.ts';
import { specificationV4, type TypesV4 } from './specification.ts';
import { restoredProvider, type WorkflowState, workflowState } from './workflow-state.ts';

/** As `@workflow/serde` defines them (4.1.0, 2026-11). */
const WORKFLOW_SERIALIZE = Symbol.for('workflow-serialize');
const WORKFLOW_DESERIALIZE = Symbol.for('workflow-deserialize');

// Classes of their own: a class that is exported may have no names that are computed (isolatedDeclarations). They stand
// at the top of the file with their statics in the body, which is the only form that the compiler of workflows registers
// (packages/swc-plugin-workflow of vercel/workflow, 2026-11). Such classes never drop out of a bundle, so no file that
// a helper needs imports this one.

class WorkflowChatLanguageModel extends CloudflareChatLanguageModel<TypesV4> {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareChatLanguageModel<TypesV4>): WorkflowState {
    return workflowState(modelId, route().provider);
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): CloudflareChatLanguageModel<TypesV4> {
    const provider = restoredProvider(state);
    return workflowModels.chat(chatRoute(provider, state.modelId), providerId(provider, 'chat'));
  }
}

class WorkflowEmbeddingModel extends CloudflareEmbeddingModel<TypesV4> {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareEmbeddingModel<TypesV4>): WorkflowState {
    return workflowState(modelId, route().provider);
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): CloudflareEmbeddingModel<TypesV4> {
    const provider = restoredProvider(state);
    return workflowModels.embedding(
      embeddingRoute(provider, state.modelId),
      providerId(provider, 'embedding'),
    );
  }
}

interface WorkflowModels {
  readonly chat: (route: ChatRoute, provider: string) => CloudflareChatLanguageModel<TypesV4>;
  readonly embedding: (route: EmbeddingRoute, provider: string) => CloudflareEmbeddingModel<TypesV4>;
}

/** Models that workflows can carry from step to step. */
export const workflowModels: WorkflowModels = {
  chat: (route, provider) => new WorkflowChatLanguageModel(specificationV4, route, provider),
  embedding: (route, provider) => new WorkflowEmbeddingModel(specificationV4, route, provider),
};
