import type { FetchedMedia } from '../lib/fetch-media.ts';
import { pictureModel, type Shape, shapes } from '../lib/pictures.ts';
import { Icon } from './icon.tsx';

export interface Drawing {
  readonly id: number;
  readonly prompt: string;
  readonly shape: Shape;
  readonly picture: FetchedMedia;
  readonly durationMs: number;
}

/** A picture below what was asked for, with what is known about it. */
export function Picture({ drawing }: { drawing: Drawing }) {
  const { prompt, shape, picture, durationMs } = drawing;
  const { width, height } = shapes[shape];
  const facts = [
    pictureModel,
    `${width} × ${height}`,
    `${Math.max(1, Math.round(picture.bytes / 1000))} kB`,
    `${(durationMs / 1000).toFixed(2)} s`,
  ];
  return (
    <>
      <article className="question">
        <h3 className="sr-only">You asked for</h3>
        <p>{prompt}</p>
      </article>
      <figure className="picture" data-shape={shape}>
        {/* biome-ignore lint/performance/noImgElement: the picture exists in this tab only. */}
        <img src={picture.url} alt={prompt} width={width} height={height} />
        <figcaption>
          <p className="picture-facts">
            {facts.map(fact => (
              <span key={fact}>{fact}</span>
            ))}
            {picture.logId !== undefined && (
              <span>
                Log <code data-log-id={picture.logId}>{picture.logId}</code>
              </span>
            )}
          </p>
          <a
            className="quiet"
            href={picture.url}
            download={`picture-${drawing.id}.${endingOf(picture.type)}`}
          >
            <Icon name="save" />
            <span>Save</span>
          </a>
        </figcaption>
      </figure>
    </>
  );
}

function endingOf(type: string): string {
  return type === 'image/jpeg' ? 'jpg' : 'png';
}
