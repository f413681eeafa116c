/**
 * SHA-256 of a text, in 64 hexadecimal digits. Implemented here, since options are built where nothing can be awaited,
 * and Web Crypto only hashes asynchronously (and is not a global on Node 18).
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */
export function sha256(text: string): string {
  const message = padded(new TextEncoder().encode(text));
  const state = roots(8, 2);
  // Shared by all blocks: prompts are long, and allocating per block took most of the time.
  const schedule = new Uint32Array(64);
  for (let block = 0; block < message.byteLength; block += 64) {
    fill(schedule, message, block);
    compress(state, schedule, constants());
  }
  return [...state].map(word => word.toString(16).padStart(8, '0')).join('');
}

/** The message, a 1 bit, zeros, and its length in bits, in blocks of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const buffer = new Uint8Array(blocks * 64);
  buffer.set(bytes);
  buffer[bytes.length] = 0x80;
  const view = new DataView(buffer.buffer);
  view.setUint32(buffer.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(buffer.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

/** The sixteen words of a block and their expansion, replacing those of the block before. */
function fill(schedule: Uint32Array, message: DataView, block: number): void {
  for (let index = 0; index < 16; index++) schedule[index] = message.getUint32(block + index * 4);
  for (let index = 16; index < 64; index++) {
    const a = at(schedule, index - 15);
    const b = at(schedule, index - 2);
    const low = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const high = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    schedule[index] = at(schedule, index - 16) + low + at(schedule, index - 7) + high;
  }
}

/** Adds a block to the state. */
function compress(state: Uint32Array, schedule: Uint32Array, keys: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const sigma1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const first = (h + sigma1 + ((e & f) ^ (~e & g)) + at(keys, index) + at(schedule, index)) | 0;
    const sigma0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = sigma0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + word;
}

const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

let cubes: Uint32Array | undefined;

function constants(): Uint32Array {
  cubes ??= roots(64, 3);
  return cubes;
}

/** The first 32 bits of the fractional parts of roots of the first primes: the standard's own constants. */
function roots(count: number, degree: 2 | 3): Uint32Array {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every(prime => candidate % prime !== 0)) found.push(candidate);
  }
  return Uint32Array.from(found, prime => (prime ** (1 / degree) % 1) * 2 ** 32);
}
