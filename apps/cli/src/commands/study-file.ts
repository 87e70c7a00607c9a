import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
// The format people write by hand; JSON is a part of it, so one reader serves both.
import { parseDocument } from 'yaml';
import { KnockemError, nearestWord, type Problem } from '#domain';
import type { Study } from './submission-options';
import { UUID } from './submission-arguments';

/** Fields of a request that a file may hold. Its id is the gateway's to give, and its key a flag: a file is used again. */
export const STUDY_KEYS = [
  'assayParameters',
  'assayTypes',
  'competitionTimeoutSeconds',
  'containerEnv',
  'containerImage',
  'genomeContent',
  'genomeIdAlpha',
  'keepLogs',
  'knockemRunmode',
  'maxCompetitionAttempts',
  'maxCompetitionsActive',
  'maxCompetitionsFail',
  'notify',
  'pool',
  'priority',
  'resources',
  'reuseResults',
  'seed',
  'siteBase',
  'userEmail',
] as const satisfies readonly (keyof Study)[];

/** A file, relative to the study's; or the id of a genome that was uploaded before. */
const GENOME = 'genome';
const ALL_KEYS: readonly string[] = [GENOME, ...STUDY_KEYS];
const RESOURCE_KEYS = ['cpus', 'memoryMb'];

export interface StudyFile {
  readonly study: Study;
  /** Absolute, an id, or absent where the file names no genome or holds it. */
  readonly genome?: string;
}

/** Reads a study from a YAML or JSON file, or from standard input for `-`; its words are those of the REST interface. */
export async function readStudyFile(file: string): Promise<StudyFile> {
  const text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
      throw new KnockemError('invalid', `study ${file}: ${why}`);
    },
  );
  return studyOf(text, file);
}

export function studyOf(text: string, file: string): StudyFile {
  const { [GENOME]: genome, ...study } = mappingOf(text, file);
  if (genome !== undefined && (typeof genome !== 'string' || genome === ''))
    throw refused(file, [{ field: GENOME, message: 'must be the name of a file, or the id of a genome' }]);
  if (genome !== undefined && (study.genomeIdAlpha ?? study.genomeContent) !== undefined)
    throw refused(file, [
      { field: GENOME, message: 'and genomeIdAlpha or genomeContent exclude one another' },
    ]);
  if (genome === undefined) return { study: study };
  return { study: study, genome: UUID.test(genome) ? genome : placeOf(genome, file) };
}

const placeOf = (genome: string, file: string): string =>
  file === '-' ? resolve(genome) : resolve(dirname(file), genome);

function mappingOf(text: string, file: string): Record<string, unknown> {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error)
    throw new KnockemError('invalid', `study ${file} is neither YAML nor JSON: ${error.message.trimEnd()}`);
  const value: unknown = document.toJS();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new KnockemError('invalid', `study ${file} holds no keys with values`, {
      hint: `keys: ${ALL_KEYS.join(', ')}`,
    });
  }
  const problems = [
    ...unknownKeys(Object.keys(value), ALL_KEYS),
    ...unknownKeys(keysOf((value as Study).resources), RESOURCE_KEYS, 'resources.'),
  ];
  if (problems.length > 0) throw refused(file, problems);
  return value as Record<string, unknown>;
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

const unknownKeys = (keys: readonly string[], known: readonly string[], path = ''): Problem[] =>
  keys
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = nearestWord(key, known);
      const advice = near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`;
      return { field: `${path}${key}`, message: `unknown key; ${advice}` };
    });

const refused = (file: string, problems: Problem[]): KnockemError =>
  new KnockemError('invalid', `study ${file} is not valid: ${problems[0].field}: ${problems[0].message}`, {
    problems,
  });
