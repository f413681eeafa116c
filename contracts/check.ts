// Checks what is sent against the types that vendors publish: `npm ci --prefix contracts && npm run contracts`.
import { rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { staleAnswers } from './answers.ts';
import { type CapturedBody, captureBodies } from './capture.ts';
import { type ContractException, exceptions } from './exceptions.ts';
import { type PublishedContract, published } from './published.ts';

type Body = Readonly<Record<string, unknown>>;

const root = new URL('./', import.meta.url).pathname;

/** A value with one member left out, or filled where it is missing. */
function fixed(value: unknown, path: readonly string[], exception: ContractException): unknown {
  if (Array.isArray(value)) return value.map(item => fixed(item, path, exception));
  if (typeof value !== 'object' || value === null) return value;
  const [name = '', ...rest] = path;
  const { [name]: member, ...others } = value as Body;
  if (rest.length > 0)
    return member === undefined ? value : { ...value, [name]: fixed(member, rest, exception) };
  const { of = {}, value: filling } = exception;
  if (Object.entries(of).some(([key, text]) => (value as Body)[key] !== text)) return value;
  return filling === undefined ? others : { [name]: filling, ...value };
}

const fix = (body: Body, exception: ContractException): Body =>
  fixed(body, exception.field.split('.'), exception) as Body;

/** A field that no type has: where it passes, nothing is checked. */
const guard: ContractException = { contract: 'any', field: 'unheard_of', why: 'nothing has it' };

/** One declaration of the checked file. */
interface Declared {
  readonly text: string;
  /** The calls behind a body, or the exception that the type must still refuse. */
  readonly about: CapturedBody | ContractException;
}

function declarationsOf(contract: PublishedContract, bodies: readonly CapturedBody[]): readonly Declared[] {
  const own = exceptions.filter(({ contract: name }) => name === contract.name);
  const typeOf = ({ model }: CapturedBody): string => contract.type.replace('{id}', model);
  const plain = bodies.map(captured => ({
    text: `: ${typeOf(captured)} = ${JSON.stringify(own.reduce<Body>(fix, captured.body))};`,
    about: captured,
  }));
  const [first] = bodies;
  const unknown = {
    text: `: ${first && typeOf(first)} = ${JSON.stringify({ ...first?.body, unheard_of: 1 })};`,
    about: guard,
  };
  // With the field alone put back, the type must refuse the body; otherwise the exception is out of date.
  const probes = own.flatMap(exception => {
    const others = own.filter(other => other !== exception);
    return bodies
      .map(captured => ({ captured, body: others.reduce<Body>(fix, captured.body) }))
      .filter(({ body }) => JSON.stringify(fix(body, exception)) !== JSON.stringify(body))
      .map(({ captured, body }) => ({
        text: `: ${typeOf(captured)} = ${JSON.stringify(body)};`,
        about: exception,
      }));
  });
  return [...plain, ...probes, unknown];
}

/** Where a declaration is wrong, by the members that lead there. */
function placeOf(file: ts.SourceFile, position: number): string {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (position < node.getStart(file) || position >= node.getEnd()) return;
    if (ts.isPropertyAssignment(node)) names.push(node.name.getText(file).replaceAll('"', ''));
    node.forEachChild(visit);
  };
  visit(file);
  return names.join('.');
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ES2022,
  types: [],
};

/** The problems of one contract, in sentences. */
function check(
  contract: PublishedContract,
  declared: readonly Declared[],
  program: ts.Program,
): readonly string[] {
  const file = program.getSourceFile(fileOf(contract));
  if (file === undefined) throw new Error(`${contract.name} has no file`);
  const lines = contract.imports.split('\n').length;
  const wrong = new Map<number, string>();
  for (const diagnostic of program.getSemanticDiagnostics(file)) {
    const { line } = file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    const text = ts
      .flattenDiagnosticMessageText(diagnostic.messageText, ' ')
      .replaceAll(/\s+/g, ' ')
      .slice(0, 300);
    wrong.set(line - lines, `${placeOf(file, diagnostic.start ?? 0)}: ${text}`);
  }
  const refused = new Set(declared.filter((_, index) => wrong.has(index)).map(({ about }) => about));
  const stale = exceptions.filter(
    exception => exception.contract === contract.name && !refused.has(exception),
  );
  if (!refused.has(guard)) stale.push(guard);
  const unexplained = declared.flatMap(({ about }, index) => {
    const problem = wrong.get(index);
    return problem === undefined || 'field' in about ? [] : [{ problem, call: about.calls[0] }];
  });
  const grouped = new Map(unexplained.map(({ problem, call }) => [problem, call]));
  return [
    ...[...grouped].map(([problem, call]) => `${contract.name}: ${problem} (${call})`),
    ...stale.map(
      ({ field }) =>
        `${contract.name}: ${contract.from} accepts ${field}: remove the exception, or see whether its types are read`,
    ),
  ];
}

function fileOf({ name }: PublishedContract): string {
  return `${root}body-of-${name.replaceAll(/\W+/g, '-')}.ts`;
}

const problems: string[] = [];
let checked = 0;
for (const global of [undefined, true]) {
  const contracts = published.filter(contract => contract.global === global);
  const declared = new Map<PublishedContract, readonly Declared[]>();
  for (const contract of contracts) {
    const bodies = await captureBodies(contract);
    checked += bodies.length;
    if (bodies.length === 0) problems.push(`${contract.name}: no call makes a body`);
    const declarations = declarationsOf(contract, bodies);
    declared.set(contract, declarations);
    const lines = declarations.map(({ text }, index) => `export const body${index}${text}`);
    writeFileSync(fileOf(contract), [contract.imports, ...lines].join('\n'));
  }
  const libraries = global
    ? ['lib.es2022.d.ts']
    : ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  const program = ts.createProgram(contracts.map(fileOf), { ...options, lib: libraries });
  for (const [contract, declarations] of declared) problems.push(...check(contract, declarations, program));
  for (const contract of contracts) rmSync(fileOf(contract));
}
const stale = staleAnswers();
if (stale !== undefined) problems.push(stale);
console.log(
  `${checked} bodies checked against ${published.length} contracts, ${exceptions.length} exceptions`,
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
