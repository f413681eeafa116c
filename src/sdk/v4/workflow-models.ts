import type { ChatRoute } from '../../chat/chat-call.ts';
import type { EmbeddingRoute } from '../../embeddings/embedding-call.ts';
import { chatRoute, embeddingRoute, providerId } from '../shared/model-routes.ts';
import { CloudflareChatLanguageModel } from './chat-language-model.ts';
import { CloudflareEmbeddingModel } from './embedding-model.ts';
import { restoredProvider, type WorkflowState, workflowState } from './workflow-state.ts';

/** As `@workflow/serde` defines them (4.1.0, 2026-11). */
const WORKFLOW_SERIALIZE = Symbol.for('workflow-serialize');
const WORKFLOW_DESERIALIZE = Symbol.for('workflow-deserialize');

// Classes of their own: a class that is exported may have no names that are computed (isolatedDeclarations).

class WorkflowChatLanguageModel extends CloudflareChatLanguageModel {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareChatLanguageModel): WorkflowState {
    return workflowState(modelId, route().provider);
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): CloudflareChatLanguageModel {
    const provider = restoredProvider(state);
    return createChatLanguageModel(chatRoute(provider, state.modelId), providerId(provider, 'chat'));
  }
}

class WorkflowEmbeddingModel extends CloudflareEmbeddingModel {
  static [WORKFLOW_SERIALIZE]({ modelId, route }: CloudflareEmbeddingModel): WorkflowState {
    return workflowState(modelId, route().provider);
  }

  static [WORKFLOW_DESERIALIZE](state: WorkflowState): CloudflareEmbeddingModel {
    const provider = restoredProvider(state);
    return createTextEmbeddingModel(
      embeddingRoute(provider, state.modelId),
      providerId(provider, 'embedding'),
    );
  }
}

/** A chat model that workflows can carry from step to step. */
export function createChatLanguageModel(route: ChatRoute, provider: string): CloudflareChatLanguageModel {
  return new WorkflowChatLanguageModel(route, provider);
}

/** An embedding model that workflows can carry from step to step. */
export function createTextEmbeddingModel(route: EmbeddingRoute, provider: string): CloudflareEmbeddingModel {
  return new WorkflowEmbeddingModel(route, provider);
}
