import ts from 'typescript';
import { forMajor, type Major } from './majors.ts';
import { root } from './pages.ts';
import { fileName, type Snippet } from './snippets.ts';

/** What the compiler says about the snippets on a major, as `docs/page.md:12 message`. All of them share one program. */
export function typeErrors(snippets: readonly Snippet[], major: Major): readonly string[] {
  // No such folder: the files exist in this program only, beside everything they may import.
  const files = new Map(
    snippets.map(snippet => [
      `${root}docs/__snippets__/${fileName(snippet)}`,
      { ...snippet, padded: forMajor(snippet.padded, major) },
    ]),
  );
  const options = compilerOptions();
  const program = ts.createProgram([...files.keys()], options, hostWith(files, options));
  return [...files].flatMap(([path, snippet]) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      diagnostic => describe(snippet, diagnostic),
    );
  });
}

function compilerOptions(): ts.CompilerOptions {
  const { config, error } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root, 'tsconfig.json');
  // These two are about the declarations that this package ships; a snippet ships none.
  return { ...options, declaration: false, isolatedDeclarations: false, pathsBasePath: root };
}

function hostWith(files: ReadonlyMap<string, Snippet>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getCurrentDirectory: () => root,
    fileExists: path => files.has(path) || host.fileExists(path),
    readFile: path => files.get(path)?.padded ?? host.readFile(path),
    getSourceFile: (path, ...rest) => {
      const snippet = files.get(path);
      return snippet === undefined
        ? host.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, snippet.padded, rest[0]);
    },
  };
}

function describe({ page }: Snippet, { file, start, messageText }: ts.Diagnostic): string {
  const line = file === undefined || start === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line;
  return `${page}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
