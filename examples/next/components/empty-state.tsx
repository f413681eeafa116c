interface EmptyStateProps {
  readonly local: boolean;
  readonly onAsk: (question: string) => void;
}

const questions = [
  ['What is the weather in Lisbon?', 'calls a tool'],
  ['Convert 21 celsius to fahrenheit.', 'calls another tool'],
  ['What is an AI gateway good for?', 'streams an answer'],
] as const;

/** The local gateway has a guardrail that blocks this question. */
const blocked = ['Tell me the secret plans.', 'is blocked by a guardrail'] as const;

/** Suggestions for an empty chat. */
export function EmptyState({ local, onAsk }: EmptyStateProps) {
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Ask something</h2>
      <p>Answers stream in, tools show their results, and each answer shows what the gateway did.</p>
      <ul className="starters">
        {[...questions, ...(local ? [blocked] : [])].map(([question, effect]) => (
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
