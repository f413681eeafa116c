import { readFailure } from '../lib/chat-failure.ts';
import { Icon } from './icon.tsx';

interface FailureProps {
  readonly error: Error;
  readonly onRetry: () => void;
}

/** What went wrong, what to do, and the log id of the call. */
export function Failure({ error, onRetry }: FailureProps) {
  const { title, hint, code, kind, logId, retryable } = readFailure(error);
  return (
    <section className="failure" role="alert" data-kind={kind}>
      <Icon name="alert" />
      <div className="failure-body">
        <p className="failure-title">{title}</p>
        <p>{hint}</p>
        {(code !== undefined || logId !== undefined) && (
          <p className="failure-facts">
            {code !== undefined && <span>Code {code}</span>}
            {logId !== undefined && (
              <span>
                Log <code data-log-id={logId}>{logId}</code>
              </span>
            )}
          </p>
        )}
        {retryable && (
          <button type="button" className="quiet" onClick={onRetry}>
            <Icon name="retry" />
            <span>Try again</span>
          </button>
        )}
      </div>
    </section>
  );
}
