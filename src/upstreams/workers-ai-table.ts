// Written by `npm run models` from @cloudflare/workers-types 5.20261117.1 and the model catalogue of 2026-11-29. A test fails when it is stale.

/**
 * What is published about the models of Workers AI, as a table of families: models with the same traits share a line. A
 * chat model has the `older` or `newer` request schema, may be `blind`, and ends an answer without a limit after
 * `max` tokens. `guided`: a response schema goes into `guided_json`. Its levels of reasoning follow in rising order;
 * `minimal=none` maps a level to a weaker one than the nearest; `low-effort` is a switch in place of levels. What turns
 * reasoning off is the level `none`, otherwise `enable_thinking`; models that reason `always` have neither. After any
 * other kind come the fields of its inputs that the package writes, `multipart` or how it reads `audio`, and the `most`
 * texts in a request.
 */
export const table: readonly string[] = [
  'embeddinggemma-300m plamo-embedding-1b: embeddings text',
  'bge-base-en-v1.5 bge-large-en-v1.5 bge-small-en-v1.5 omni-bge-base-en-v1.5: embeddings text pooling',
  'qwen3-embedding: embeddings text queries documents instruction most=32',
  'bge-m3: embeddings text query contexts',
  'flux-2-klein: image multipart prompt width height seed guidance input_image_0',
  'flux-2-dev: image multipart prompt width height seed steps guidance input_image_0',
  'flux-1: image prompt steps',
  'phoenix-1.0: image prompt width height seed negative_prompt num_steps guidance',
  'stable-diffusion-xl-lightning dreamshaper-8 stable-diffusion-v1 stable-diffusion-xl-base-1.0: image prompt width height seed negative_prompt num_steps guidance strength image_b64 mask',
  'lucid-origin: image prompt width height seed steps num_steps guidance',
  'gemma-4: newer',
  'kimi-k2.7: newer always',
  'glm-5.3-flash: newer always low high max',
  'glm-4.7: newer blind',
  'glm-5.3$: newer blind always low high max',
  'eurollm-9b: newer blind low medium high',
  'nemotron-3: newer blind low-effort',
  'gpt-oss-120b gpt-oss-20b: newer blind max=256 always low medium high',
  'glm-5.2: newer blind none high max minimal=none',
  'deepseek-v4: newer blind none low high max',
  'kimi-k2.5 apertus-v1.5: newer low medium high',
  'qwen3.8: newer low medium xhigh',
  'kimi-k2.6: newer none high',
  'gemma-sea-lion-v4 qwen3-30b: older blind max=2000',
  'deepseek-math-7b deepseek-r1 sqlcoder-7b una-cybertron-7b gemma-2b gemma-7b granite-4.0 llama-2 llama-3 llama-3.1 llama-3.2-1b llama-3.2-3b llama-3.3 phi-2 mistral-7b openchat-3.5 qwen1.5 qwen2.5 discolm-german-7b falcon-7b tinyllama-1.1b meta-llama-3 starling-lm-7b hermes-2 deepseek-coder-6.7b neural-chat-7b openhermes-2.5 zephyr-7b: older blind max=256',
  'qwq-32b: older blind max=256 guided',
  'llama-3.2-11b llama-4: older max=256',
  'gemma-3 mistral-small-3.1: older max=256 guided',
  'indictrans2 bart-large-cnn detr-resnet-50 distilbert-sst-2 m2m100 resnet-50 smart-turn-v2: other',
  'bge-reranker-base: reranking query contexts top_k',
  'melotts: speech prompt lang',
  'aura-1 aura-2: speech text speaker encoding container sample_rate bit_rate',
  'nemotron-speech-streaming-en-0.6b: transcription audio=base64 audio',
  'whisper-large-v3: transcription audio=base64 initial_prompt audio language',
  'whisper$ whisper-tiny-en: transcription audio=list audio',
  'nova-3: transcription audio=raw encoding audio language',
  'flux$: transcription socket',
  // Families, of which only the kind is known.
  'clef llama-?guard moondream.* llava uform: other',
  '.*rerank.*: reranking',
  '.*embedding.* bge: embeddings',
  'flux stable-diffusion dreamshaper phoenix lucid: image',
  'aura melotts: speech',
  'whisper nova: transcription',
];

/** Settings that no model of the older request schema publishes. */
export const notInOlder = 'stop logit_bias logprobs top_logprobs verbosity user parallel_tool_calls';

/** Settings that no model of the newer request schema publishes. */
export const notInNewer = 'top_k verbosity';
