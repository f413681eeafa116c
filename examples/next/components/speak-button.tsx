'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchMedia } from '../lib/fetch-media.ts';
import { Icon } from './icon.tsx';

type State = 'silent' | 'loading' | 'playing';

/** The longest text that the route takes. */
const longest = 4000;

const labels: Readonly<Record<State, string>> = {
  silent: 'Read aloud',
  loading: 'Preparing…',
  playing: 'Stop reading',
};

/** Reads a text aloud, and stops. The sound is kept for another time. */
export function SpeakButton({ text }: { text: string }) {
  const [state, setState] = useState<State>('silent');
  const [note, setNote] = useState('');
  const sound = useRef<HTMLAudioElement>(null);
  const pending = useRef<AbortController>(null);

  useEffect(
    () => () => {
      pending.current?.abort();
      sound.current?.pause();
      if (sound.current) URL.revokeObjectURL(sound.current.src);
    },
    [],
  );

  const stop = (): void => {
    pending.current?.abort();
    sound.current?.pause();
    setState('silent');
  };
  const play = async (): Promise<void> => {
    const controller = new AbortController();
    pending.current = controller;
    setNote('');
    setState('loading');
    try {
      sound.current ??= await load(text, controller.signal, () => setState('silent'));
      sound.current.currentTime = 0;
      await sound.current.play();
      setState('playing');
    } catch {
      if (controller.signal.aborted) return;
      setState('silent');
      setNote('The answer could not be read aloud. Try again.');
    }
  };

  return (
    <div className="feedback">
      <button
        type="button"
        className="quiet"
        aria-pressed={state !== 'silent'}
        data-state={state}
        onClick={() => (state === 'silent' ? void play() : stop())}
      >
        <Icon name={state === 'silent' ? 'speak' : 'stop'} />
        <span>{labels[state]}</span>
      </button>
      <span className="note" role="status">
        {note}
      </span>
    </div>
  );
}

async function load(text: string, signal: AbortSignal, onEnded: () => void): Promise<HTMLAudioElement> {
  const { url } = await fetchMedia('/api/speech', { text: text.slice(0, longest) }, signal);
  const audio = new Audio(url);
  audio.addEventListener('ended', onEnded);
  return audio;
}
