// Written by `npm run models` from @cloudflare/workers-types 5.20261117.1 and the model catalogue of 2026-11-29. A test fails when it is stale.

/**
 * What is published about each model of Workers AI, by the last segment of its id; models with the same traits share a
 * row. A chat model has the `older` or `newer` request schema, `sees` or is `blind`, and ends an answer without a
 * limit after `max` tokens. `guided`: a response schema goes into `guided_json`. `efforts` are the levels in rising
 * order, `+` a switch for low effort; `as` maps a level to a weaker one than the nearest; `off` switches reasoning
 * off: `none` by that level, `toggle` by `enable_thinking`, `never` not at all. After any other kind come the fields
 * of its inputs that the package writes, `multipart` or how it reads `audio`, and the `most` texts in a request.
 */
export const table: readonly string[] = [
  'embeddings text: embeddinggemma-300m plamo-embedding-1b',
  'embeddings text pooling: bge-base-en-v1.5 bge-large-en-v1.5 bge-small-en-v1.5 omni-bge-base-en-v1.5',
  'embeddings text queries documents instruction most=32: qwen3-embedding-0.6b',
  'embeddings text query contexts: bge-m3',
  'image multipart prompt width height seed guidance input_image_0: flux-2-klein-4b flux-2-klein-9b',
  'image multipart prompt width height seed steps guidance input_image_0: flux-2-dev',
  'image prompt steps: flux-1-schnell',
  'image prompt width height seed negative_prompt num_steps guidance: phoenix-1.0',
  'image prompt width height seed negative_prompt num_steps guidance strength image_b64 mask: stable-diffusion-xl-lightning dreamshaper-8-lcm stable-diffusion-v1-5-img2img stable-diffusion-v1-5-inpainting stable-diffusion-xl-base-1.0',
  'image prompt width height seed steps num_steps guidance: lucid-origin',
  'newer blind: eurollm-9b-it',
  'newer blind efforts= off=toggle: glm-4.7-flash',
  'newer blind efforts=+ off=toggle: nemotron-3-120b-a12b',
  'newer blind efforts=high,max as=minimal:none off=none: glm-5.2',
  'newer blind efforts=low,high,max off=never: glm-5.3',
  'newer blind efforts=low,high,max off=none: deepseek-v4-flash-0731 deepseek-v4-pro-0813',
  'newer blind max=256 efforts=low,medium,high off=never: gpt-oss-120b gpt-oss-20b',
  'newer sees: apertus-v1.5-8b',
  'newer sees efforts= off=never: kimi-k2.7-code',
  'newer sees efforts= off=toggle: gemma-4-26b-a4b-it',
  'newer sees efforts=high off=none: kimi-k2.6',
  'newer sees efforts=low,high,max off=never: glm-5.3-flash',
  'newer sees efforts=low,medium,high off=toggle: kimi-k2.5',
  'newer sees efforts=low,medium,xhigh off=toggle: qwen3.8-27b',
  'older blind max=2000: gemma-sea-lion-v4-27b-it qwen3-30b-a3b-fp8',
  'older blind max=256: deepseek-math-7b-instruct deepseek-r1-distill-qwen-32b sqlcoder-7b-2 una-cybertron-7b-v2-bf16 gemma-2b-it-lora gemma-7b-it-lora granite-4.0-h-micro llama-2-7b-chat-hf-lora llama-2-7b-chat-fp16 llama-2-7b-chat-int8 llama-3-8b-instruct llama-3-8b-instruct-awq llama-3.1-70b-instruct llama-3.1-8b-instruct llama-3.1-8b-instruct-awq llama-3.1-8b-instruct-fast llama-3.1-8b-instruct-fp8 llama-3.2-1b-instruct llama-3.2-3b-instruct llama-3.3-70b-instruct-fp8-fast phi-2 mistral-7b-instruct-v0.1 mistral-7b-instruct-v0.2-lora openchat-3.5-0106 qwen1.5-0.5b-chat qwen1.5-1.8b-chat qwen1.5-14b-chat-awq qwen1.5-7b-chat-awq qwen2.5-coder-32b-instruct discolm-german-7b-v1-awq falcon-7b-instruct tinyllama-1.1b-chat-v1.0 gemma-7b-it meta-llama-3-8b-instruct mistral-7b-instruct-v0.2 starling-lm-7b-beta hermes-2-pro-mistral-7b deepseek-coder-6.7b-base-awq deepseek-coder-6.7b-instruct-awq llama-2-13b-chat-awq mistral-7b-instruct-v0.1-awq neural-chat-7b-v3-1-awq openhermes-2.5-mistral-7b-awq zephyr-7b-beta-awq',
  'older blind max=256 guided: qwq-32b',
  'older sees max=256: llama-3.2-11b-vision-instruct llama-4-scout-17b-16e-instruct',
  'older sees max=256 guided: gemma-3-12b-it mistral-small-3.1-24b-instruct',
  'other: indictrans2-en-indic-1b clef clef-flash clef-omni bart-large-cnn detr-resnet-50 distilbert-sst-2-int8 llava-1.5-7b-hf llama-guard-3-8b m2m100-1.2b resnet-50 moondream3.1-9b-a2b smart-turn-v2 uform-gen2-qwen-500m llamaguard-7b-awq',
  'reranking query contexts top_k: bge-reranker-base',
  'speech prompt lang: melotts',
  'speech text speaker encoding container sample_rate bit_rate: aura-1 aura-2-en aura-2-es',
  'transcription audio=base64 audio: nemotron-speech-streaming-en-0.6b',
  'transcription audio=base64 initial_prompt audio language: whisper-large-v3-turbo',
  'transcription audio=list audio: whisper whisper-tiny-en',
  'transcription audio=raw encoding audio language: nova-3',
  'transcription socket: flux',
];

/** Settings that no model of the older request schema publishes. */
export const notInOlder = 'stop logit_bias logprobs top_logprobs verbosity user parallel_tool_calls';

/** Settings that no model of the newer request schema publishes. */
export const notInNewer = 'top_k verbosity';
