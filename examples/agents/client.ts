import { WebSocketChatTransport } from 'agents/chat/transport';
import { AgentClient } from 'agents/client';
import type { UIMessage, UIMessageChunk } from 'ai';
import { WebSocket } from 'ws';

const chatId = 'demo';

/** A visitor with a connection. In React, `useAgentChat` does all of this. */
export class Visitor {
  readonly transport: WebSocketChatTransport;
  private readonly agent: AgentClient;

  constructor(url: string) {
    const { host } = new URL(url);
    this.agent = new AgentClient({ agent: 'chat-agent', name: chatId, host, protocol: 'ws', WebSocket });
    this.transport = new WebSocketChatTransport({ agent: this.agent, cancelOnClientAbort: true });
    this.agent.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data));
      if (message.type === 'cf_agent_stream_resuming') this.transport.handleStreamResuming(message);
      if (message.type === 'cf_agent_stream_resume_none') this.transport.handleStreamResumeNone(message);
      if (message.type === 'cf_agent_stream_pending') this.transport.handleStreamPending();
    });
  }

  /** Sends the conversation so far, and the next question. */
  async ask(
    history: readonly UIMessage[],
    text: string,
    abortSignal?: AbortSignal,
  ): Promise<ReadableStream<UIMessageChunk>> {
    const question: UIMessage = { id: crypto.randomUUID(), role: 'user', parts: [{ type: 'text', text }] };
    return this.transport.sendMessages({
      chatId,
      trigger: 'submit-message',
      messages: [...history, question],
      abortSignal,
    });
  }

  /** The answer on its way, from its beginning. */
  resume(): Promise<ReadableStream<UIMessageChunk> | null> {
    return this.transport.reconnectToStream({ chatId });
  }

  close(): void {
    this.agent.close();
  }
}

/** The conversation as the agent keeps it. */
export async function conversation(url: string): Promise<UIMessage[]> {
  return (await fetch(`${url}/agents/chat-agent/${chatId}/get-messages`)).json();
}
