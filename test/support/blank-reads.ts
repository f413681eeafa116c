import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

interface BlankReads {
  readonly body: ReadableStream<Uint8Array>;
  /** How many blank reads somebody holds when the last one has been read. */
  readonly held: () => number;
}

/** A body that begins with blank reads, and the bytes of them that somebody still holds. */
export function blanks(reads: number, bytes: Uint8Array[]): BlankReads {
  const held: WeakRef<Uint8Array>[] = [];
  let read = 0;
  let most = 0;
  const count = (): number => {
    collectGarbage();
    return held.filter(ref => ref.deref() !== undefined).length;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Lets the collector run.
        if (read % 20 === 0) await new Promise(resolve => setTimeout(resolve, 0));
        if (read++ < reads) {
          const blank = new Uint8Array(100_000).fill(0x20);
          held.push(new WeakRef(blank));
          return controller.enqueue(blank);
        }
        if (reads > 0 && read === reads + 1) most = count();
        const next = bytes.shift();
        if (next === undefined) controller.close();
        else controller.enqueue(next);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, held: () => most };
}
