import { IsArray, IsIn, IsInt, IsOptional, IsString, Matches, Min } from 'class-validator';
import { NestedEach } from './nested';

const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/** One field of a line that asks: a constant, an environment variable of the run, or one of its arguments. */
export class AskedField {
  @Matches(FIELD_NAME)
  name!: string;

  /** `numbers`: a list with spaces between, or `=` and a bit set (sites-argument.ts), told as a list of numbers. */
  @IsIn(['text', 'numbers'])
  kind!: 'text' | 'numbers';

  @IsOptional()
  @IsString()
  constant?: string;

  @IsOptional()
  @IsString()
  variable?: string;

  /** Position among the run's own arguments. */
  @IsOptional()
  @IsInt()
  @Min(0)
  argument?: number;
}

/** One field of a line that answers. A `count` that is not whole is rounded, with a warning. */
export class AnsweredField {
  @Matches(FIELD_NAME)
  name!: string;

  @IsIn(['number', 'count'])
  kind!: 'number' | 'count';
}

/**
 * How many competitions may go through one container: started once, it reads a JSON object a line and answers each with
 * one line before the next is written. Beside `asks` a line holds competitionId, attemptId, seed and timeoutSeconds; an
 * answer repeats competitionId, and holds `answers`, or `error` with a sentence. What is then the result is checked
 * against `collect.schema` as that of every run. Never for runs that leave a blob.
 */
export class Serve {
  /** argv of PID 1, as in the template. */
  @IsArray()
  @IsString({ each: true })
  entry!: string[];

  @IsArray()
  @NestedEach(() => AskedField)
  asks!: AskedField[];

  @IsArray()
  @NestedEach(() => AnsweredField)
  answers!: AnsweredField[];
}

/**
 * Competitions that one run holds at most: as many as one turn reports. All that is held is named in every turn, so a
 * bundle that takes several turns to report costs more than it spares.
 */
export const MAX_BUNDLE = 100;
