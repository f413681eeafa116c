import { isStaticToolUIPart } from 'ai';
import { type ChatMessage, isSpeaking } from '../lib/chat-message.ts';
import { Facts } from './facts.tsx';
import { Feedback } from './feedback.tsx';
import { Icon } from './icon.tsx';
import { Markdown } from './markdown.tsx';
import { SpeakButton } from './speak-button.tsx';
import { ToolCall } from './tool-call.tsx';

interface AnswerProps {
  readonly message: ChatMessage;
  /** Whether it is still streaming. */
  readonly open: boolean;
  readonly onRegenerate: (() => void) | undefined;
}

/** Text and tool calls in order of arrival, then the details. */
export function Answer({ message, open, onRegenerate }: AnswerProps) {
  const { parts, metadata } = message;
  const logId = metadata?.steps?.at(-1)?.logId;
  const text = parts
    .map(part => (part.type === 'text' ? part.text : ''))
    .join('\n')
    .trim();
  const speaks = isSpeaking(message);
  if (!speaks) return null;
  return (
    <article className={open ? 'answer open' : 'answer'} data-state={open ? 'open' : 'complete'}>
      <h3 className="sr-only">Answer</h3>
      {parts.map((part, index) => {
        // Parts are only appended, so the index is a stable key.
        const key = `${message.id}-${index}`;
        if (part.type === 'text') return <Markdown key={key} text={part.text} />;
        if (isStaticToolUIPart(part)) return <ToolCall key={key} part={part} />;
        return null;
      })}
      {!open && (
        <footer className="after">
          {metadata?.steps && <Facts facts={metadata} />}
          <div className="actions">
            {logId !== undefined && <Feedback logId={logId} />}
            {text !== '' && <SpeakButton text={text} />}
            {onRegenerate && (
              <button type="button" className="quiet" onClick={onRegenerate}>
                <Icon name="retry" />
                <span>Regenerate</span>
              </button>
            )}
          </div>
        </footer>
      )}
    </article>
  );
}
