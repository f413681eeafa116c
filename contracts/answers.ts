// Describes the answers that vendors publish, for the audit of test/answer: `npm run contracts:answers`.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { readModelFacts } from '../scripts/models/model-facts.ts';
import type { AnswerShape, PublishedAnswers } from '../test/answer/published-shape.ts';

/** The types of one upstream's answers. */
interface AnswerTypes {
  /** The upstream, and which of its models where they answer differently. */
  readonly name: string;
  readonly model: string;
  readonly imports?: string;
  readonly whole: string;
  readonly chunk?: string;
  /** The package renames the members of the wire. */
  readonly renamed?: true;
  readonly global?: true;
}

const packageTypes = (path: string, names: string): string =>
  `import type { ${names} } from './node_modules/${path}';`;

const mistral = '@mistralai/mistralai/esm/models/components';
const openrouter = '@openrouter/sdk/esm/models';

const vendors: readonly AnswerTypes[] = [
  {
    name: 'openai',
    model: 'openai/gpt-4o-audio-preview',
    imports: packageTypes(
      'openai/resources/chat/completions/completions.js',
      'ChatCompletion, ChatCompletionChunk',
    ),
    whole: 'ChatCompletion',
    chunk: 'ChatCompletionChunk',
  },
  {
    name: 'groq',
    model: 'groq/openai/gpt-oss-120b',
    imports: packageTypes('groq-sdk/resources/chat/completions.js', 'ChatCompletion, ChatCompletionChunk'),
    whole: 'ChatCompletion',
    chunk: 'ChatCompletionChunk',
  },
  {
    name: 'cerebras',
    model: 'cerebras/gpt-oss-120b',
    imports: packageTypes('@cerebras/cerebras_cloud_sdk/resources/chat/completions.js', 'ChatCompletion'),
    whole: 'ChatCompletion.ChatCompletionResponse',
    chunk: 'ChatCompletion.ChatChunkResponse',
  },
  {
    name: 'perplexity',
    model: 'perplexity/sonar-pro',
    imports: packageTypes('@perplexity-ai/perplexity_ai/dist/resources/shared.js', 'StreamChunk'),
    whole: 'StreamChunk',
    chunk: 'StreamChunk',
  },
  {
    name: 'mistral',
    model: 'mistral/magistral-medium-latest',
    imports: `${packageTypes(`${mistral}/chatcompletionresponse.js`, 'ChatCompletionResponse')}${packageTypes(`${mistral}/completionchunk.js`, 'CompletionChunk')}`,
    whole: 'ChatCompletionResponse',
    chunk: 'CompletionChunk',
    renamed: true,
  },
  {
    name: 'openrouter',
    model: 'openrouter/google/gemini-2.5-flash-image',
    imports: `${packageTypes(`${openrouter}/chatresult.js`, 'ChatResult')}${packageTypes(`${openrouter}/chatstreamchunk.js`, 'ChatStreamChunk')}`,
    whole: 'ChatResult',
    chunk: 'ChatStreamChunk',
    renamed: true,
  },
  {
    name: 'anthropic',
    model: 'anthropic/claude-opus-4.7',
    imports: packageTypes('@anthropic-ai/sdk/resources/messages/messages.js', 'Message'),
    whole: 'Message',
  },
  {
    name: 'cohere',
    model: 'cohere/command-a-03-2025',
    imports: packageTypes('cohere-ai/dist/api/resources/v2/types/V2ChatResponse.js', 'V2ChatResponse'),
    whole: 'V2ChatResponse',
    renamed: true,
  },
];

/** The chat models of Workers AI, as far as their answers differ. */
const workersAI: readonly AnswerTypes[] = readModelFacts()
  .filter(({ kind, forms }) => kind === 'chat' && forms.length > 0)
  .map(({ id }) => ({
    name: id,
    model: id,
    whole: `AiModels['${id}']['postProcessedOutputs']`,
    global: true,
  }));

const root = new URL('./', import.meta.url).pathname;
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  types: [],
};

/** The shapes of types, by the names of their declarations. */
function shapesOf(text: string, lib: readonly string[], renamed: boolean): Record<string, AnswerShape> {
  const path = `${root}answers-of.ts`;
  writeFileSync(path, text);
  const program = ts.createProgram([path], { ...options, lib: [...lib] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  rmSync(path);
  const [problem] = file === undefined ? [] : program.getSemanticDiagnostics(file);
  if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, ' '));
  const shapes: Record<string, AnswerShape> = {};
  for (const statement of file?.statements ?? [])
    if (ts.isTypeAliasDeclaration(statement))
      shapes[statement.name.text] = shapeOf(checker.getTypeAtLocation(statement.name), checker, renamed, []);
  return shapes;
}

function shapeOf(
  type: ts.Type,
  checker: ts.TypeChecker,
  renamed: boolean,
  outer: readonly ts.Type[],
): AnswerShape {
  const { Any, Unknown, StringLike, NumberLike, BooleanLike, Null, Undefined, Void } = ts.TypeFlags;
  const inner = (other: ts.Type): AnswerShape => shapeOf(other, checker, renamed, [...outer, type]);
  if (type.isUnion()) {
    const members = type.types.filter(
      member =>
        !(member.flags & (Null | Undefined | Void)) && !checker.getPropertyOfType(member, 'isUnknown'),
    );
    const written = members.flatMap(member =>
      member.isStringLiteral() || member.isNumberLiteral() ? [member.value] : [],
    );
    const others = members.filter(member => !(member.isStringLiteral() || member.isNumberLiteral()));
    const all = unique([...others.map(inner), ...(written.length > 0 ? [{ is: written }] : [])]);
    return all.length === 1 ? (all[0] as AnswerShape) : { any: all };
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) return { is: [type.value] };
  if (type.flags & StringLike) return 'string';
  if (type.flags & NumberLike) return 'number';
  if (type.flags & BooleanLike) return 'boolean';
  if (type.flags & (Any | Unknown) || outer.includes(type)) return 'json';
  if (type.isIntersection()) {
    // A text that is marked as one of no known value.
    if (type.types.some(({ flags }) => flags & StringLike)) return 'string';
    const lists = type.types.map(inner).filter(shape => typeof shape === 'object' && 'list' in shape);
    if (lists.length === type.types.length) return { any: lists };
  }
  const item = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  if (item !== undefined) return { list: inner(item) };
  const fields = checker.getPropertiesOfType(type).flatMap((property): [string, AnswerShape][] => {
    const own = checker.getTypeOfSymbol(property);
    // A member that never has a value, as of one of two exclusive forms.
    if (own.flags & (Undefined | ts.TypeFlags.Never) || checker.getSignaturesOfType(own, 0).length > 0)
      return [];
    return [[renamed ? wireName(property.name) : property.name, inner(own)]];
  });
  return fields.length === 0 ? 'json' : { of: Object.fromEntries(fields) };
}

/** Both packages write the members of the wire in camel case. */
function wireName(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function unique(shapes: readonly AnswerShape[]): readonly AnswerShape[] {
  return [...new Map(shapes.map(shape => [JSON.stringify(shape), shape])).values()];
}

/** What all types describe, with the versions of the packages. */
function describeAnswers(): PublishedAnswers {
  const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const answers = vendors.map(({ name, model, imports = '', whole, chunk, renamed = false }) => {
    const text = `${imports}\nexport type Whole = ${whole};\n${chunk ? `export type Chunk = ${chunk};` : ''}`;
    const { Whole, Chunk } = shapesOf(
      text,
      ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      renamed,
    );
    return { name, model, whole: Whole as AnswerShape, ...(Chunk !== undefined && { chunk: Chunk }) };
  });
  const types = workersAI.map(({ whole }, index) => `export type T${index} = ${whole};`).join('\n');
  const reference = '/// <reference path="./node_modules/@cloudflare/workers-types/index.d.ts" />';
  const shapes = shapesOf(`${reference}\nexport {};\n${types}`, ['lib.es2022.d.ts'], false);
  const different = new Map<string, (typeof answers)[number]>();
  for (const [index, { name, model }] of workersAI.entries()) {
    const whole = shapes[`T${index}`] as AnswerShape;
    if (!different.has(JSON.stringify(whole))) different.set(JSON.stringify(whole), { name, model, whole });
  }
  const read = [...vendors.map(({ imports }) => imports), reference].join();
  const packages = Object.entries<string>(dependencies).filter(([name]) => read.includes(`/${name}/`));
  return { packages: Object.fromEntries(packages), answers: [...answers, ...different.values()] };
}

const target = new URL('../test/answer/published-answers.json', import.meta.url);

/** As it is written: one answer a line, so that a change shows what it changes. */
function written(): string {
  const { packages, answers } = describeAnswers();
  const lines = answers.map(answer => JSON.stringify(answer));
  return `{"packages":${JSON.stringify(packages)},"answers":[\n${lines.join(',\n')}\n]}\n`;
}

/** What is wrong with the description that is there, if anything. */
export function staleAnswers(): string | undefined {
  if (written() === readFileSync(target, 'utf8')) return undefined;
  return 'test/answer/published-answers.json is out of date: npm run contracts:answers';
}

export function writeAnswers(): void {
  writeFileSync(target, written());
}
