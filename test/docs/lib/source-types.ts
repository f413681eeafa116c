import ts from 'typescript';
import { readSource } from './pages.ts';

/** The names of the members of a type or an interface, as its source file writes them; an intersection's own part only. */
export function membersOf(path: string, name: string): readonly string[] {
  const declaration = declarationOf(path, name);
  const type = ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration;
  if (!ts.isInterfaceDeclaration(type) && !ts.isTypeLiteralNode(type))
    throw new Error(`${name} has no members.`);
  return type.members.flatMap(({ name: member }) => (member === undefined ? [] : [member.getText()]));
}

/** The texts of a union of texts. */
export function textsOf(path: string, name: string): readonly string[] {
  const declaration = declarationOf(path, name);
  if (!ts.isTypeAliasDeclaration(declaration) || !ts.isUnionTypeNode(declaration.type)) {
    throw new Error(`${name} is no union.`);
  }
  return declaration.type.types.flatMap(type =>
    ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
  );
}

function declarationOf(path: string, name: string): ts.TypeAliasDeclaration | ts.InterfaceDeclaration {
  const source = ts.createSourceFile(path, readSource(path), ts.ScriptTarget.ES2022, true);
  for (const statement of source.statements) {
    const declares = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
    if (declares && statement.name.text === name) return statement;
  }
  throw new Error(`${path} declares no ${name}.`);
}
