/** A binding, the same through a gateway, and the REST API. */
export const stubNames = ['binding', 'gateway', 'rest'] as const;
export type Stub = (typeof stubNames)[number];

/** What differs, and why it is meant to. */
export interface Difference {
  /** Names of cases. */
  readonly cases: RegExp;
  readonly stubs: readonly Stub[];
  /** The inputs that the model gets, or what the caller gets. */
  readonly what: 'inputs' | 'result';
  readonly why: string;
}

/** Every difference from workers-ai-provider 4.0.0. One that no longer exists fails the test. */
export const differences: readonly Difference[] = [
  {
    cases: /^text in a stream$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'usage is requested: some models report it in streams only then',
  },
  {
    cases: /^tools$/,
    stubs: stubNames,
    what: 'inputs',
    why: "schemas are sent without `$schema`, and calls under the ids that Kimi's template reads",
  },
  {
    cases: /^structured output$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'newer models publish a schema with a name around it; there it is bare',
  },
  {
    cases: /^structured output$/,
    stubs: stubNames,
    what: 'result',
    why: 'there the request is refused (5006); here it is answered',
  },
  {
    cases: /^image of a size$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'flux-1-schnell publishes no size and refuses other members: it is left out, with a warning',
  },
  {
    cases: /^image of a size$/,
    stubs: stubNames,
    what: 'result',
    why: 'there the request is refused (5006); here it is drawn',
  },
  {
    cases: /^image with an aspect ratio$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'a ratio becomes width and height where the model accepts them; there it is a warning',
  },
  {
    cases: /^image with an aspect ratio$/,
    stubs: stubNames,
    what: 'result',
    why: 'the image has the requested ratio',
  },
  {
    cases: /^image (?:with size and seed|as JPEG)$/,
    stubs: ['rest'],
    what: 'result',
    why: 'there a response of bytes is read as JSON, and fails',
  },
  {
    cases: /^image by a form$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'FLUX.2 publishes a form; there it is sent JSON',
  },
  {
    cases: /^image by a form$/,
    stubs: stubNames,
    what: 'result',
    why: 'there the request is refused (5006); here it is drawn',
  },
  {
    cases: /^speech of a voice$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'the published name of a voice is `speaker`; there it is `voice`, which the model ignores',
  },
  {
    cases: /^speech of a speed$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'no model publishes a speed: it is a warning; there it is sent and ignored',
  },
  {
    cases: /^speech as WAV$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'a format becomes `encoding` and `container`; there it is a warning',
  },
  { cases: /^speech as WAV$/, stubs: stubNames, what: 'result', why: 'the audio has the requested format' },
  {
    cases: /^speech of melotts$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'the published name of its text is `prompt`; there it is `text`',
  },
  {
    cases: /^speech of melotts$/,
    stubs: stubNames,
    what: 'result',
    why: 'there the request is refused (5006); here it speaks',
  },
  {
    cases: /^transcript of whisper/,
    stubs: ['rest'],
    what: 'inputs',
    why: 'the audio is the body, a quarter of its size as numbers in JSON',
  },
  {
    cases: /^transcript of nova-3$/,
    stubs: ['binding'],
    what: 'inputs',
    why: 'the audio is a stream without a second copy; with a gateway it is base64, as there',
  },
  {
    cases: /^embeddings/,
    stubs: ['rest'],
    what: 'inputs',
    why: "the path is OpenAI's, which reports usage and accepts dimensions; the vectors are the same",
  },
];
