import { IsArray, IsDefined, IsInt, IsObject, IsString, Max, Min } from 'class-validator';
import type { SiteSet } from './sites';
import { validateMessage } from './validate';
import { sentence } from './validators';

const MAX_SEED = 2_147_483_647;

export class PlannedCompetition {
  /** Position in the assay; continues from round to round, without gaps. */
  @IsInt()
  @Min(0)
  ordinal!: number;

  @IsDefined()
  sitesOutAlpha!: SiteSet;

  @IsDefined()
  sitesOutBeta!: SiteSet;

  @IsInt()
  @Min(0)
  @Max(MAX_SEED)
  seed!: number;

  @IsArray()
  @IsString({ each: true })
  args!: string[];

  @IsObject()
  env!: Record<string, string>;
}

/**
 * Holds each competition of a plan against its class, but looks first: a plan has hundreds, and to walk the class's
 * metadata for each costs more than all that the scheduler does with them. Only what the look does not pass is
 * validated, and told by the class's own sentences.
 */
export const ArePlannedCompetitions = sentence('arePlannedCompetitions', (value) => {
  if (!Array.isArray(value)) return undefined;
  for (const [index, element] of value.entries()) {
    if (isPlain(element)) continue;
    const checked = validateMessage(PlannedCompetition, element);
    if (checked.ok) continue;
    const [{ field, message }] = checked.problems;
    return `[${index}]${field === '' ? '' : `.${field}`}: ${message}`;
  }
  return undefined;
});

const NUM_FIELDS = 6;

/** As the class says; false = not sure. */
function isPlain(element: unknown): boolean {
  if (typeof element !== 'object' || element === null) return false;
  const { ordinal, sitesOutAlpha, sitesOutBeta, seed, args, env } = element as PlannedCompetition;
  return (
    isWhole(ordinal) &&
    isWhole(seed) &&
    seed <= MAX_SEED &&
    isSiteSet(sitesOutAlpha) &&
    isSiteSet(sitesOutBeta) &&
    Array.isArray(args) &&
    args.every((arg) => typeof arg === 'string') &&
    typeof env === 'object' &&
    env !== null &&
    !Array.isArray(env) &&
    Object.keys(element).length === NUM_FIELDS
  );
}

const isWhole = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const isSiteSet = (value: unknown): boolean => Array.isArray(value) || typeof value === 'string';
