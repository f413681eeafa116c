'use client';

import { useEffect, useRef, useState } from 'react';
import { fetchMedia } from '../lib/fetch-media.ts';
import { type Shape, shapeNames, shapes } from '../lib/pictures.ts';
import { Brand } from './brand.tsx';
import { Composer } from './composer.tsx';
import { Failure } from './failure.tsx';
import { type Drawing, Picture } from './picture.tsx';

interface Wish {
  readonly prompt: string;
  readonly shape: Shape;
}

const starters = ['A lighthouse at dawn', 'A fox that reads a map', 'A market under paper lanterns'];

/** The page: shape, pictures, composer. */
export function Draw({ local }: { local: boolean }) {
  const [shape, setShape] = useState<Shape>('wide');
  const [drawings, setDrawings] = useState<readonly Drawing[]>([]);
  const [wish, setWish] = useState<Wish>();
  const [failed, setFailed] = useState<{ wish: Wish; error: Error }>();
  const pending = useRef<AbortController>(null);
  const end = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the list scrolls.
  useEffect(() => {
    // Not returned: newer browsers answer with a promise.
    end.current?.scrollIntoView({ block: 'end' });
  }, [drawings, wish, failed]);

  const draw = async (next: Wish): Promise<void> => {
    const controller = new AbortController();
    pending.current = controller;
    const started = performance.now();
    setFailed(undefined);
    setWish(next);
    try {
      const picture = await fetchMedia('/api/image', next, controller.signal);
      const durationMs = performance.now() - started;
      setDrawings(before => [...before, { ...next, id: before.length + 1, picture, durationMs }]);
    } catch (error) {
      if (!controller.signal.aborted) setFailed({ wish: next, error: error as Error });
    } finally {
      setWish(undefined);
    }
  };
  const send = (prompt: string): void => void draw({ prompt, shape });

  return (
    <div className="app">
      <header className="toolbar drawing">
        <Brand page="draw" title="Gateway pictures" local={local} />
        <fieldset className="segments">
          <legend className="sr-only">Shape of the picture</legend>
          {shapeNames.map(name => (
            <label key={name}>
              <input
                type="radio"
                name="shape"
                value={name}
                checked={shape === name}
                onChange={() => setShape(name)}
              />
              <span>{shapes[name].label}</span>
            </label>
          ))}
        </fieldset>
      </header>
      <main className="stage">
        {drawings.length === 0 && wish === undefined && failed === undefined ? (
          <Start onAsk={send} />
        ) : (
          <div className="transcript" role="log" aria-live="polite" aria-busy={wish !== undefined}>
            {drawings.map(drawing => (
              <Picture key={drawing.id} drawing={drawing} />
            ))}
            {wish && <Waiting {...wish} />}
            {failed && (
              <>
                <article className="question">
                  <p>{failed.wish.prompt}</p>
                </article>
                <Failure error={failed.error} onRetry={() => void draw(failed.wish)} />
              </>
            )}
          </div>
        )}
        <div ref={end} />
      </main>
      <Composer
        busy={wish !== undefined}
        label="What to draw"
        placeholder="Describe a picture…"
        onSend={send}
        onStop={() => pending.current?.abort()}
      />
    </div>
  );
}

function Start({ onAsk }: { onAsk: (prompt: string) => void }) {
  return (
    <section className="empty" aria-labelledby="empty-title">
      <h2 id="empty-title">Draw something</h2>
      <p>A model of Workers AI draws it, and each picture shows what the gateway did.</p>
      <ul className="starters">
        {starters.map(prompt => (
          <li key={prompt}>
            <button type="button" onClick={() => onAsk(prompt)}>
              <span>{prompt}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The place of a picture that is being drawn. */
function Waiting({ prompt, shape }: Wish) {
  const { width, height } = shapes[shape];
  return (
    <>
      <article className="question">
        <p>{prompt}</p>
      </article>
      <div className="picture waiting" role="status" style={{ aspectRatio: `${width} / ${height}` }}>
        <span className="sr-only">The picture is being drawn</span>
      </div>
    </>
  );
}
