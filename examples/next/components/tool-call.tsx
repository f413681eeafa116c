import type { ToolUIPart } from 'ai';
import type { ChatTools } from '../lib/tools.ts';

const titles: Readonly<Record<string, string>> = {
  'tool-weather': 'Weather',
  'tool-convertCelsius': 'Celsius to Fahrenheit',
};

const states: Readonly<Record<string, string>> = { 'output-error': 'failed', 'output-available': 'done' };

/** A tool call in progress: its input, then its result or error. */
export function ToolCall({ part }: { part: ToolUIPart<ChatTools> }) {
  return (
    <section className="tool" data-tool={part.type.slice('tool-'.length)} data-state={part.state}>
      <p className="tool-name">
        <span className="lamp" aria-hidden="true" />
        <span>{titles[part.type] ?? part.type}</span>
        <small>{states[part.state] ?? 'running…'}</small>
      </p>
      <p className="tool-text">{textOf(part)}</p>
    </section>
  );
}

function textOf(part: ToolUIPart<ChatTools>): string {
  if (part.state === 'output-error') return part.errorText;
  if (part.type === 'tool-weather') {
    if (part.state === 'output-available')
      return `${part.output.city}: ${part.output.celsius} °C, ${part.output.sky}`;
    return part.input?.city ?? '…';
  }
  if (part.state === 'output-available') return `${part.output.celsius} °C = ${part.output.fahrenheit} °F`;
  return part.input?.celsius === undefined ? '…' : `${part.input.celsius} °C`;
}
