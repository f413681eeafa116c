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
  /** What the other package does, where the guide says so. */
  readonly there?: string;
}

/** Every difference from workers-ai-provider 4.0.0. One that no longer exists fails the test. */
export const differences: readonly Difference[] = [
  {
    cases: /^text in a stream$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'usage is requested, which some models report in streams only then',
  },
  {
    cases: /^tools$/,
    stubs: stubNames,
    what: 'inputs',
    why: "schemas without `$schema`, and ids of calls as Kimi's template reads them",
  },
  {
    cases: /^structured output$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'newer models publish a schema with a name around it',
    there: 'it is bare',
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
    why: 'flux-1-schnell publishes no size: it is left out, with a warning',
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
    why: 'becomes width and height where the model accepts them',
    there: 'a warning',
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
    why: 'its input is a form, as published',
    there: 'JSON',
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
    why: '`speaker`, as published',
    there: '`voice`, which the model ignores',
  },
  {
    cases: /^speech of a speed$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'a warning: no model publishes one',
    there: 'sent and ignored',
  },
  {
    cases: /^speech as WAV$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'becomes `encoding` and `container`',
    there: 'a warning',
  },
  { cases: /^speech as WAV$/, stubs: stubNames, what: 'result', why: 'the audio has the requested format' },
  {
    cases: /^speech of melotts$/,
    stubs: stubNames,
    what: 'inputs',
    why: 'its text is `prompt`, as published',
    there: '`text`',
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
    why: 'the audio is a stream without a second copy; with a gateway base64, as there',
  },
  {
    cases: /^embeddings/,
    stubs: ['rest'],
    what: 'inputs',
    why: "on OpenAI's path, which reports usage and accepts dimensions; the vectors are the same",
  },
];
