import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** What every `type NAME = …` without parameters stands for, as the source of a library says. */
export function readTypeAliases(...directories: readonly string[]): Map<string, ts.TypeNode> {
  const aliases = new Map<string, ts.TypeNode>();
  for (const directory of directories) {
    const files = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
    for (const file of files) {
      const text = readFileSync(join(directory, file), 'utf8');
      ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).forEachChild((node) => {
        if (ts.isTypeAliasDeclaration(node) && !node.typeParameters) aliases.set(node.name.text, node.type);
      });
    }
  }
  return aliases;
}

/** A type that stands in a text by itself. */
export function parseType(text: string): ts.TypeNode {
  const source = ts.createSourceFile('type.ts', `type T = ${text};`, ts.ScriptTarget.ES2022, true);
  const [statement] = source.statements;
  if (!statement || !ts.isTypeAliasDeclaration(statement)) throw new Error(`not a type: ${text}`);
  return statement.type;
}
