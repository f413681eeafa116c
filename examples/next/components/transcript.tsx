import type { ChatStatus } from 'ai';
import { type ReactNode, useEffect, useRef } from 'react';
import { type ChatMessage, isSpeaking } from '../lib/chat-message.ts';
import type { Refusals } from '../lib/refusals.ts';
import { Answer } from './answer.tsx';
import { Dots } from './dots.tsx';

interface TranscriptProps {
  readonly messages: readonly ChatMessage[];
  /** Why questions have no answer, by the id of their message. */
  readonly refusals: Refusals;
  readonly status: ChatStatus;
  readonly onRegenerate: () => void;
  /** Shown after the last message. */
  readonly children: ReactNode;
}

const announcements: Readonly<Record<ChatStatus, string>> = {
  submitted: 'Waiting for the answer',
  streaming: 'The answer is streaming',
  ready: 'The answer is complete',
  error: 'The answer failed',
};

/** The conversation. It scrolls with the text unless the user has scrolled up. */
export function Transcript({ messages, refusals, status, onRegenerate, children }: TranscriptProps) {
  const end = useFollow(messages, status);
  const busy = status === 'submitted' || status === 'streaming';
  const last = messages.at(-1);
  const waits = busy && (last?.role !== 'assistant' || !isSpeaking(last));
  return (
    <>
      {/* Busy while text arrives, so that screen readers announce the complete answer instead of each word. */}
      <div className="transcript" role="log" aria-live="polite" aria-busy={busy} aria-label="Conversation">
        {messages.map((message, index) =>
          message.role === 'user' ? (
            <Question key={message.id} message={message} refusal={refusals[message.id]} />
          ) : (
            <Answer
              key={message.id}
              message={message}
              open={busy && index === messages.length - 1}
              onRegenerate={index === messages.length - 1 ? onRegenerate : undefined}
            />
          ),
        )}
        {waits && <Dots />}
        {children}
      </div>
      <p className="sr-only" role="status">
        {announcements[status]}
      </p>
      <div ref={end} />
    </>
  );
}

function Question({ message, refusal }: { message: ChatMessage; refusal: string | undefined }) {
  const text = message.parts.map(part => (part.type === 'text' ? part.text : '')).join('');
  return (
    <article className="question">
      <h3 className="sr-only">You asked</h3>
      <p>{text}</p>
      {refusal !== undefined && <small>{refusal}</small>}
    </article>
  );
}

/** Keeps the end in view if it is in view already, and scrolls to it for a new question. */
function useFollow(messages: readonly ChatMessage[], status: ChatStatus) {
  const end = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  useEffect(() => {
    const watch = (): void => {
      const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
      follows.current = scrollHeight - clientHeight - scrollTop < 120;
    };
    window.addEventListener('scroll', watch, { passive: true });
    return () => window.removeEventListener('scroll', watch);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new chunk of text must scroll.
  useEffect(() => {
    if (follows.current || status === 'submitted') end.current?.scrollIntoView({ block: 'end' });
  }, [messages, status]);
  return end;
}
