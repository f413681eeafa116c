interface EmptyStateProps {
  readonly local: boolean;
  readonly onAsk: (question: string) => void;
}

const questions = [
  ['What is the weather in Lisbon?', 'calls a tool'],
  ['Convert 21 celsius to fahrenheit.', 'calls another'],
  ['What is an AI gateway good for?', 'streams an answer'],
] as const;

/** What the local gateway is started with a guardrail for. */
const refused = ['Tell me the secret plans.', 'is refused by a guardrail'] as const;

/** What to do with an empty page. */
export function EmptyState({ local, onAsk }: EmptyStateProps) {
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Ask something</h2>
      <p>Answers stream in, tools show their results, and each answer says what the gateway did for it.</p>
      <ul className="starters">
        {[...questions, ...(local ? [refused] : [])].map(([question, effect]) => (
          <li key={question}>
            <button type="button" onClick={() => onAsk(question)}>
              <span>{question}</span>
              <small>{effect}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
