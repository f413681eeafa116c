import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

interface ComposerProps {
  readonly busy: boolean;
  /** @default 'Your question' */
  readonly label?: string;
  readonly placeholder?: string;
  readonly onSend: (text: string) => void;
  readonly onStop: () => void;
}

/** Enter sends, Shift+Enter adds a line, Escape stops. The user can type while a response streams. */
export function Composer({
  busy,
  label = 'Your question',
  placeholder = 'Ask something…',
  onSend,
  onStop,
}: ComposerProps) {
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.trim();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height depends on the draft.
  useEffect(() => {
    if (field.current) grow(field.current);
  }, [draft]);

  const submit = (event?: FormEvent): void => {
    event?.preventDefault();
    if (busy || text === '') return;
    onSend(text);
    setDraft('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // During IME composition (Japanese, Chinese), Enter selects a word and must not send.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && busy) onStop();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  };

  return (
    <form className="composer" onSubmit={submit}>
      <div className="field">
        <label className="sr-only" htmlFor="question">
          {label}
        </label>
        <textarea
          id="question"
          ref={field}
          rows={1}
          maxLength={4000}
          placeholder={placeholder}
          aria-describedby="keys"
          value={draft}
          onChange={event => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {busy ? (
          <button type="button" className="round" onClick={onStop} aria-label="Stop the answer">
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" className="round" disabled={text === ''} aria-label="Send">
            <Icon name="send" />
          </button>
        )}
      </div>
      <p id="keys" className="keys">
        <kbd>Enter</kbd> sends · <kbd>Shift</kbd>+<kbd>Enter</kbd> new line · <kbd>Esc</kbd> stops
      </p>
    </form>
  );
}

/** Fits the height to the text, up to the maximum of the style sheet. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
