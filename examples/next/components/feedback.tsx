'use client';

import { useState } from 'react';
import { Icon } from './icon.tsx';

type Vote = 1 | -1;

const votes = [
  [1, 'up', 'Good answer'],
  [-1, 'down', 'Bad answer'],
] as const;

/** Thumbs up or down. The choice shows immediately and is reverted if it cannot be saved. */
export function Feedback({ logId }: { logId: string }) {
  const [vote, setVote] = useState<Vote>();
  const [note, setNote] = useState('');
  const send = async (next: Vote): Promise<void> => {
    const before = vote;
    setVote(next);
    setNote('');
    const saved = await post(logId, next);
    if (!saved) setVote(before);
    setNote(saved ? 'Thank you.' : 'Your feedback could not be saved. Try again.');
  };
  return (
    <div className="feedback">
      {votes.map(([value, icon, label]) => (
        <button
          key={value}
          type="button"
          className="quiet tiny"
          aria-label={label}
          aria-pressed={vote === value}
          onClick={() => void send(value)}
        >
          <Icon name={icon} />
        </button>
      ))}
      <span className="note" role="status">
        {note}
      </span>
    </div>
  );
}

async function post(logId: string, feedback: Vote): Promise<boolean> {
  try {
    const response = await fetch('/api/feedback', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ logId, feedback }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
