import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import * as ts from 'typescript';

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly bounds: string;
  readonly rules: readonly Rule[];
  readonly says: string;
}

/** What a validator asks of a field beyond its type. */
export interface Rule {
  readonly name: string;
  readonly constraint: unknown;
  /** Of each entry of a list, not of the list. */
  readonly isOfEach: boolean;
}

/** A class or interface of the contracts, as its source says. */
export interface Shape {
  readonly name: string;
  readonly says: string;
  readonly extends?: string;
  readonly fields: readonly Field[];
}

/** Every class and interface of libs/contracts: types and comments from the source, bounds from the validators. */
export function readShapes(
  contracts: Readonly<Record<string, unknown>>,
  directory = 'libs/contracts/src',
): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  const files = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  for (const file of files.sort()) {
    const text = readFileSync(join(directory, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    source.forEachChild((node) => {
      if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) return;
      if (!node.name) return;
      const rules = rulesOf(contracts[node.name.text]);
      shapes.set(node.name.text, {
        name: node.name.text,
        says: commentOf(node),
        extends: node.heritageClauses?.[0]?.types[0]?.getText(),
        fields: fieldsOf(node, rules),
      });
    });
  }
  return shapes;
}

function fieldsOf(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  rules: ReadonlyMap<string, readonly Rule[]>,
): Field[] {
  return [...node.members].flatMap((member) => {
    const isField = ts.isPropertyDeclaration(member) || ts.isPropertySignature(member);
    if (!isField || !member.type || !ts.isIdentifier(member.name)) return [];
    const name = member.name.text;
    const own = rules.get(name) ?? [];
    return [
      {
        name,
        type: member.type
          .getText()
          .replace(/readonly /g, '')
          .replace(/\s+/g, ' '),
        required: !member.questionToken,
        bounds: inWords(own),
        rules: own,
        says: commentOf(member),
      },
    ];
  });
}

/** The sentences of a node's doc comment, on one line. */
export function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => (typeof comment.comment === 'string' ? comment.comment : ''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What validators ask beyond the type, in words. */
const WORDS: Readonly<Record<string, (constraint: unknown) => string>> = {
  min: (n) => `≥ ${String(n)}`,
  max: (n) => `≤ ${String(n)}`,
  minLength: (n) => `≥ ${String(n)} characters`,
  maxLength: (n) => `≤ ${String(n)} characters`,
  arrayMinSize: (n) => `≥ ${String(n)} entries`,
  arrayMaxSize: (n) => `≤ ${String(n)} entries`,
  isWithoutRepetition: () => 'no entry twice',
  isUuid: () => 'UUID',
  isEmail: () => 'e-mail address',
  isInt: () => 'whole',
  isPositive: () => '> 0',
  isIso8601: () => 'ISO 8601',
  matches: (pattern) => `\`${String(pattern)}\``,
  isImageName: () => 'name of an image',
  isGenomeText: () => 'non-empty UTF-8 text',
  isContainerEnv: () => 'names of environment variables, none reserved',
  areKnownAssayTypes: () => 'see [words](#words)',
  isAssayParameters: () => 'see [assay parameters](#assay-parameters)',
  isIn: (words) => (words as unknown[]).map((word) => `\`${String(word)}\``).join(' or '),
};

const inWords = (rules: readonly Rule[]): string =>
  rules.flatMap(({ name, constraint }) => WORDS[name]?.(constraint) ?? []).join(', ');

/** In the order of the decorators. */
function rulesOf(messageClass: unknown): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  if (typeof messageClass !== 'function') return found;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(messageClass, '', false, false);
  for (const { propertyName, name, type, constraints, each } of metadata) {
    const rule = { name: name ?? type, constraint: constraints?.[0] as unknown, isOfEach: each };
    found.set(propertyName, [rule, ...(found.get(propertyName) ?? [])]);
  }
  return found;
}
