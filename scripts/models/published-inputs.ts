import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';

/** A JSON schema, in the few words that the published types need. */
export interface InputSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: InputSchema;
  readonly items?: InputSchema;
  readonly anyOf?: readonly InputSchema[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
}

/** What the types publish about the reasoning of one model. */
export interface PublishedReasoning {
  /** Levels of `reasoning_effort` as published; absent where the model has no such field. */
  readonly efforts?: readonly string[];
  readonly defaultEffort?: string;
  /** Levels that the service maps to others, which the types themselves leave out. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Members of `chat_template_kwargs`. */
  readonly template?: readonly string[];
  /** `enable_thinking` accepts `true` only. */
  readonly mandatory?: true;
  /** The levels are those of every model, not of this one. */
  readonly generic?: true;
}

/** The published input of one model: its forms, and its reasoning. */
export interface PublishedInput {
  /** Every form of the input, without the fields of reasoning and without batches. */
  readonly forms: readonly InputSchema[];
  readonly reasoning?: PublishedReasoning;
}

const resolve = createRequire(import.meta.url).resolve;
const declarations = resolve('@cloudflare/workers-types/index.d.ts');

/** The version of the types that are installed. */
export function typesVersion(): string {
  return JSON.parse(readFileSync(resolve('@cloudflare/workers-types/package.json'), 'utf8')).version;
}

/** The inputs of all models in `AiModels`, by id. */
export function readPublishedInputs(): ReadonlyMap<string, PublishedInput> {
  const program = ts.createProgram([declarations], {
    lib: ['lib.es2022.d.ts'],
    types: [],
    noEmit: true,
    skipLibCheck: true,
    strict: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(declarations);
  const models = source?.statements.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === 'AiModels',
  );
  if (models === undefined) throw new Error('@cloudflare/workers-types has no interface AiModels');
  const listed = checker.getTypeAtLocation(models).getProperties();
  return new Map(listed.map(model => [model.name, readModel(checker, model, models)]));
}

function readModel(checker: ts.TypeChecker, model: ts.Symbol, at: ts.Node): PublishedInput {
  const inputs = checker.getTypeOfSymbolAtLocation(model, at).getProperty('inputs');
  if (inputs === undefined) throw new Error(`${model.name} publishes no inputs`);
  const type = checker.getTypeOfSymbolAtLocation(inputs, at);
  const variants = type.isUnion() ? type.types : [type];
  const chat = variants.find(variant => memberOf(checker, variant, 'messages', at) !== undefined);
  const reasoning = chat && readReasoning(checker, chat, at);
  const forms = variants
    .map(variant => schemaOf(checker, variant, at))
    .filter(form => form.properties?.requests === undefined)
    .map(form => without(form, ['reasoning_effort', 'chat_template_kwargs']));
  return { forms, ...(reasoning && { reasoning }) };
}

/** The type of a member that a value may have; `XOR` writes the others as `never`. */
function memberOf(checker: ts.TypeChecker, type: ts.Type, name: string, at: ts.Node): ts.Type | undefined {
  const symbol = type.getProperty(name);
  if (symbol === undefined) return undefined;
  const member = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, at));
  return member.flags & ts.TypeFlags.Never ? undefined : member;
}

function readReasoning(checker: ts.TypeChecker, chat: ts.Type, at: ts.Node): PublishedReasoning | undefined {
  const effort = memberOf(checker, chat, 'reasoning_effort', at);
  const template = memberOf(checker, chat, 'chat_template_kwargs', at);
  if (effort === undefined && template === undefined) return undefined;
  const symbol = chat.getProperty('reasoning_effort');
  const comment = ts.displayPartsToString(symbol?.getDocumentationComment(checker));
  const tag = symbol?.getJsDocTags(checker).find(({ name }) => name === 'default');
  const defaultEffort = ts.displayPartsToString(tag?.text).replaceAll('"', '').trim();
  const aliases = [...comment.matchAll(/(\w+) maps to (\w+)/g)].map(([, from, to]) => [from, to]);
  const enabled = template && memberOf(checker, template, 'enable_thinking', at);
  return {
    ...(effort && { efforts: literalsOf(effort).map(String) }),
    ...(defaultEffort !== '' && { defaultEffort }),
    ...(aliases.length > 0 && { aliases: Object.fromEntries(aliases) }),
    ...(template && { template: template.getProperties().map(({ name }) => name) }),
    ...(enabled && checker.typeToString(enabled) === 'true' && { mandatory: true }),
    ...(/levels depend on the model/.test(comment) && { generic: true }),
  };
}

function literalsOf(type: ts.Type): readonly unknown[] {
  const members: readonly ts.Type[] = type.isUnion() ? type.types : [type];
  return members.flatMap(member => (isLiteral(member) ? [member.value] : []));
}

function isLiteral(type: ts.Type): type is ts.StringLiteralType | ts.NumberLiteralType {
  return type.isStringLiteral() || type.isNumberLiteral();
}

function without(schema: InputSchema, names: readonly string[]): InputSchema {
  const kept = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  return schema.properties === undefined ? schema : { ...schema, properties: Object.fromEntries(kept) };
}

const { TypeFlags } = ts;
const plain: readonly (readonly [ts.TypeFlags, InputSchema])[] = [
  [TypeFlags.Any | TypeFlags.Unknown, {}],
  [TypeFlags.StringLike, { type: 'string' }],
  [TypeFlags.NumberLike, { type: 'number' }],
  [TypeFlags.BooleanLike, { type: 'boolean' }],
  [TypeFlags.Null, { type: 'null' }],
];

function schemaOf(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): InputSchema {
  if (type.isUnion()) return unionOf(checker, type, at);
  if (isLiteral(type)) return { enum: [type.value] };
  const known = plain.find(([flags]) => type.flags & flags);
  if (known !== undefined) return known[1];
  // `string & NonNullable<unknown>`, which keeps completion, is any string.
  if (type.isIntersection() && type.types.some(part => part.flags & TypeFlags.StringLike))
    return { type: 'string' };
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return { type: 'array', ...(item && { items: schemaOf(checker, item, at) }) };
  }
  return objectOf(checker, type, at);
}

function objectOf(checker: ts.TypeChecker, type: ts.Type, at: ts.Node): InputSchema {
  const members = type.getProperties().flatMap(symbol => {
    const member = checker.getTypeOfSymbolAtLocation(symbol, at);
    const given = checker.getNonNullableType(member);
    if (given.flags & TypeFlags.Never) return [];
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    return [{ name: symbol.name, optional, schema: schemaOf(checker, member, at) }];
  });
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
  const required = members.filter(({ optional }) => !optional).map(({ name }) => name);
  return {
    type: 'object',
    ...(members.length > 0 && {
      properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])),
    }),
    ...(required.length > 0 && { required }),
    ...(index && { additionalProperties: schemaOf(checker, index, at) }),
  };
}

/** `undefined` is absence, literals are one enumeration, and equal forms are one. */
function unionOf(checker: ts.TypeChecker, type: ts.UnionType, at: ts.Node): InputSchema {
  const given = type.types.filter(member => !(member.flags & TypeFlags.Undefined));
  const hasLiterals = given.some(isLiteral);
  const rest: readonly ts.Type[] = given.filter(member => !isLiteral(member));
  const others = rest.map(member => schemaOf(checker, member, at));
  const open = others.some(({ type: name }) => name === 'string');
  const forms = [...(hasLiterals && !open ? [{ enum: literalsOf(type) }] : []), ...others];
  const distinct = [...new Map(forms.map(form => [JSON.stringify(form), form])).values()];
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : { anyOf: distinct };
}
