import { isObject, type JsonObject, member, objects } from '../../http/json.ts';
import { isSealed } from '../../model/hash.ts';
import { wellFormedText } from '../../upstreams/common-rules.ts';
import { isGemini3, unknownName } from '../../upstreams/google-rules.ts';
import { first, modelIs, unknownKey } from '../../upstreams/rules.ts';
import { schemaNodes } from '../../upstreams/schema-rules.ts';
import type { ChatRequest, Refusal, StrictRule } from '../../upstreams/upstream.ts';
import { declarations, readGemini } from './read-gemini.ts';

/** The first thing that `generateContent` refuses about a body. */
export function checkGemini(model: string, body: JsonObject): Refusal | undefined {
  const request: ChatRequest = { ...readGemini(model, body, false), body };
  return first([wellFormedText, ...rules].map(rule => rule(request)));
}

/** Members of the request and of its configuration (@ai-sdk/google 2.0.108; ai.google.dev/api/generate-content). */
const known =
  'contents systemInstruction system_instruction tools toolConfig tool_config safetySettings generationConfig cachedContent labels serviceTier model continuationToken'.split(
    ' ',
  );
const configuration =
  'stopSequences responseMimeType responseSchema responseJsonSchema _responseJsonSchema responseModalities candidateCount maxOutputTokens temperature topP topK seed presencePenalty frequencyPenalty responseLogprobs logprobs enableEnhancedCivicAnswers speechConfig thinkingConfig imageConfig mediaResolution audioTimestamp routingConfig'.split(
    ' ',
  );

const members: StrictRule = ({ body }) => {
  const extra = unknownKey(body, known);
  if (extra !== undefined) return unknownName(extra);
  const inside = unknownKey(member(body, 'generationConfig'), configuration);
  return inside === undefined ? undefined : unknownName(inside, 'generation_config');
};

const contents: StrictRule = ({ body }) => {
  const turns = objects(body.contents);
  if (turns.length === 0)
    return { message: '* GenerateContentRequest.contents: contents is not specified\n' };
  return first(
    turns.map(({ role, parts }, index) => {
      if (role !== undefined && role !== 'user' && role !== 'model')
        return { message: 'Please use a valid role: user, model.' };
      return objects(parts).length > 0
        ? undefined
        : {
            message: `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.\n`,
          };
    }),
  );
};

/** Keywords of `Schema`; `parametersJsonSchema` and `responseJsonSchema` take JSON schemas. */
const keywords =
  'type format title description nullable enum maxItems minItems properties required minProperties maxProperties minLength maxLength pattern example anyOf propertyOrdering default items minimum maximum'.split(
    ' ',
  );

const schemas: StrictRule = ({ body }) => {
  const places = [
    ...declarations(body).map(({ parameters }, index) => ({
      schema: parameters,
      at: `tools[0].function_declarations[${index}].parameters`,
    })),
    {
      schema: member(body, 'generationConfig').responseSchema,
      at: 'generation_config.response_schema',
    },
  ];
  return first(
    places.flatMap(({ schema, at }) =>
      isObject(schema)
        ? schemaNodes(schema).map(({ node }) => {
            const extra = unknownKey(node, keywords);
            return extra === undefined ? undefined : unknownName(extra, at);
          })
        : [],
    ),
  );
};

/** What stands in for a signature that a history never had. https://ai.google.dev/gemini-api/docs/thought-signatures */
const bypasses = ['skip_thought_signature_validator', 'context_engineering_is_the_way_to_go'];

const signatures: StrictRule = request => {
  const turns = objects(request.body.contents);
  const calls = turns.flatMap(({ parts }, position) =>
    objects(parts)
      .filter(part => isObject(part.functionCall))
      .map((part, index) => ({ part, index, position })),
  );
  return first(
    calls.map(({ part, index, position }) => {
      const signature = part.thoughtSignature;
      if (signature !== undefined)
        return bypasses.includes(String(signature)) || isSealed(signature, 'gemini')
          ? undefined
          : { message: 'Corrupted thought signature.' };
      // The first of the calls in a turn is signed for all of them.
      if (index > 0 || !isGemini3(request)) return undefined;
      const { name } = member(part, 'functionCall');
      return {
        message: `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${String(name)}\` , position ${position + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`,
      };
    }),
  );
};

const pairs: StrictRule = ({ body }) => {
  const turns = objects(body.contents);
  const count = (turn: JsonObject | undefined, key: string): number =>
    objects(turn?.parts).filter(part => isObject(part[key])).length;
  const wrong = turns.some((turn, index) => {
    const answers = count(turn, 'functionResponse');
    return answers > 0 && answers !== count(turns[index - 1], 'functionCall');
  });
  return wrong
    ? {
        message:
          'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      }
    : undefined;
};

/** 2.5 Pro always thinks; levels begin with the third generation and take the place of budgets. */
const thinking: StrictRule = request => {
  const { thinkingBudget: budget, thinkingLevel: level } = member(
    member(request.body, 'generationConfig'),
    'thinkingConfig',
  );
  if (budget !== undefined && level !== undefined)
    return { message: 'You can only set only one of thinking budget and thinking level.' };
  if (level !== undefined && !isGemini3(request))
    return { message: 'Thinking level is not supported for this model.' };
  return budget === 0 && modelIs(/gemini-2\.5-pro/)(request)
    ? { message: 'Budget 0 is invalid. This model only works in thinking mode.' }
    : undefined;
};

const jsonWithCalls: StrictRule = request =>
  !isGemini3(request) &&
  request.tools.length > 0 &&
  member(request.body, 'generationConfig').responseMimeType === 'application/json'
    ? { message: "Function calling with a response mime type: 'application/json' is unsupported" }
    : undefined;

const rules: readonly StrictRule[] = [members, contents, schemas, signatures, pairs, thinking, jsonWithCalls];
