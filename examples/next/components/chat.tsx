'use client';

import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import { useMemo, useState } from 'react';
import type { ChatChoices, ChatMessage } from '../lib/chat-message.ts';
import { defaultModel } from '../lib/models.ts';
import { type Refusals, refusalsAfter, withoutRefused } from '../lib/refusals.ts';
import { Composer } from './composer.tsx';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import { type Runtime, Toolbar } from './toolbar.tsx';
import { Transcript } from './transcript.tsx';

const routes: Readonly<Record<Runtime, string>> = { node: '/api/chat', edge: '/api/chat-edge' };

interface Choices extends ChatChoices {
  readonly runtime: Runtime;
}

interface SentWith extends Choices {
  readonly refusals: Refusals;
}

const defaults: Choices = { model: defaultModel, cache: false, runtime: 'node' };

/** The page: toolbar, conversation, composer. */
export function Chat({ local }: { local: boolean }) {
  const [choices, setChoices] = useState(defaults);
  const [refusals, setRefusals] = useState<Refusals>({});
  const { messages, sendMessage, setMessages, regenerate, stop, status, error, clearError } =
    useChat<ChatMessage>({
      transport: useMemo(chatTransport, []),
    });
  const busy = status === 'submitted' || status === 'streaming';
  const send = (text: string): void => {
    const known = error ? refusalsAfter(error, { messages, refusals }) : refusals;
    setRefusals(known);
    void sendMessage({ text }, { body: { ...choices, refusals: known } });
  };
  const retry = (): void => void regenerate({ body: { ...choices, refusals } });
  const startOver = (): void => {
    void stop();
    clearError();
    setMessages([]);
    setRefusals({});
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
          <Transcript messages={messages} refusals={refusals} status={status} onRegenerate={retry}>
            {error && <Failure error={error} onRetry={retry} />}
          </Transcript>
        )}
      </main>
      <Composer busy={busy} onSend={send} onStop={() => void stop()} />
    </div>
  );
}

/** The route depends on the chosen runtime, so it is set for each message. */
function chatTransport(): DefaultChatTransport<ChatMessage> {
  return new DefaultChatTransport<ChatMessage>({
    prepareSendMessagesRequest: ({ messages, trigger, body }) => {
      const { runtime, model, cache, refusals }: SentWith = { ...defaults, refusals: {}, ...body };
      const sent = withoutRefused(messages, refusals);
      return { api: routes[runtime], body: { messages: sent, trigger, model, cache } };
    },
  });
}
