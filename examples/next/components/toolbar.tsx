import { models } from '../lib/models.ts';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';

export type Runtime = 'node' | 'edge';

interface ToolbarProps {
  readonly model: string;
  readonly runtime: Runtime;
  readonly cache: boolean;
  readonly local: boolean;
  readonly onChange: (change: { model?: string; runtime?: Runtime; cache?: boolean }) => void;
  readonly onNew: (() => void) | undefined;
}

const runtimes = [
  ['node', 'Node'],
  ['edge', 'Edge'],
] as const;

/** Settings for the next question. */
export function Toolbar({ model, runtime, cache, local, onChange, onNew }: ToolbarProps) {
  return (
    <header className="toolbar">
      <Brand page="chat" title="Gateway chat" local={local} />
      <div className="choices">
        <label className="choice">
          <span className="sr-only">Model</span>
          <select value={model} onChange={event => onChange({ model: event.target.value })}>
            {models.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <fieldset className="segments">
          <legend className="sr-only">Runtime of the route</legend>
          {runtimes.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name="runtime"
                value={value}
                checked={runtime === value}
                onChange={() => onChange({ runtime: value })}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <label
          className="switch"
          title="Caches complete answers for an hour. The gateway does not cache streams."
        >
          <input
            type="checkbox"
            role="switch"
            checked={cache}
            aria-checked={cache}
            onChange={event => onChange({ cache: event.target.checked })}
          />
          <span>Cache</span>
        </label>
        <button type="button" className="quiet new" onClick={onNew} disabled={onNew === undefined}>
          <Icon name="plus" />
          <span>New chat</span>
        </button>
      </div>
    </header>
  );
}
