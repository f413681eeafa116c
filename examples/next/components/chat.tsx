'use client';

import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { useMemo, useState } from 'react';
import type { ChatChoices, ChatMessage } from '../lib/chat-message.ts';
import { defaultModel } from '../lib/models.ts';
import { isSpeaking } from './answer.tsx';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import { type Runtime, Toolbar } from './toolbar.tsx';
import { Transcript } from './transcript.tsx';

const routes: Readonly<Record<Runtime, string>> = { node: '/api/chat', edge: '/api/chat-edge' };

interface Choices extends ChatChoices {
  readonly runtime: Runtime;
}

const defaults: Choices = { model: defaultModel, cache: false, runtime: 'node' };

/** The page: toolbar, conversation, composer. */
export function Chat({ local }: { local: boolean }) {
  const [choices, setChoices] = useState(defaults);
  const { messages, sendMessage, setMessages, regenerate, stop, status, error, clearError } =
    useChat<ChatMessage>({
      transport: useMemo(chatTransport, []),
    });
  const busy = status === 'submitted' || status === 'streaming';
  const send = (text: string): void => {
    if (error) setMessages(answered);
    void sendMessage({ text }, { body: choices });
  };
  const retry = (): void => void regenerate({ body: choices });
  const startOver = (): void => {
    void stop();
    clearError();
    setMessages([]);
  };

  return (
    <div className="app">
      <Toolbar
        {...choices}
        local={local}
        onChange={change => setChoices(before => ({ ...before, ...change }))}
        onNew={messages.length > 0 ? startOver : undefined}
      />
      <main className="stage">
        {messages.length === 0 ? (
          <EmptyState local={local} onAsk={send} />
        ) : (
          <Transcript messages={messages} status={status} onRegenerate={retry}>
            {error && <Failure error={error} onRetry={retry} />}
          </Transcript>
        )}
      </main>
      <Composer busy={busy} onSend={send} onStop={() => void stop()} />
    </div>
  );
}

/** Drops an unanswered question. A guardrail reads the whole conversation, so a blocked one would block all later ones. */
function answered(messages: ChatMessage[]): ChatMessage[] {
  const asked = messages.map(({ role }) => role).lastIndexOf('user');
  const speaks = messages.slice(asked + 1).some(isSpeaking);
  return speaks ? messages : messages.slice(0, asked);
}

/** The route depends on the chosen runtime, so it is set for each message. */
function chatTransport(): DefaultChatTransport<ChatMessage> {
  return new DefaultChatTransport<ChatMessage>({
    prepareSendMessagesRequest: ({ messages, trigger, body }) => {
      const { runtime, model, cache } = { ...defaults, ...body };
      return { api: routes[runtime], body: { messages, trigger, model, cache } };
    },
  });
}
