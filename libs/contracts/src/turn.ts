import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested, NestedEach } from './nested';
import { Grant, HeldAttempt, Report } from './run';
import { Resources } from './run-template';

/** A container that carries this stack's label and that this executor does not hold. */
export class SeenContainer {
  @IsUUID()
  attemptId!: string;

  @IsUUID()
  executorId!: string;

  @IsIn(['running', 'exited'])
  state!: 'running' | 'exited';

  /** It serves many attempts and is no attempt's own: nobody adopts it, and it goes once its executor has gone. */
  @IsOptional()
  @IsBoolean()
  serving?: boolean;
}

export class TurnRequest {
  @IsUUID()
  executorId!: string;

  /** New at every start of the executor process. */
  @IsUUID()
  bootId!: string;

  /** Absent in an executor's very first turn; then what the first answer told. */
  @IsOptional()
  @IsUUID()
  stackId?: string;

  /** 1, 2, 3 … within a boot; an answer to an older turn is dropped. */
  @IsInt()
  turn!: number;

  @IsString()
  @MaxLength(255)
  host!: string;

  @IsOptional()
  @IsString()
  @MaxLength(64)
  pool?: string;

  @IsString()
  @MaxLength(64)
  runtime!: string;

  @IsString()
  @MaxLength(64)
  arch!: string;

  @IsInt()
  @Min(0)
  @Max(10_000)
  slots!: number;

  @IsInt()
  @Min(0)
  free!: number;

  /** What one container can be given here at most; a run that asks for more does not fit. */
  @Nested(() => Resources)
  capacity!: Resources;

  /** Limits that this host cannot hold (an ordinary user without cgroups): memory, pids, cpus. */
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  limitsNotHeld?: string[];

  @IsString()
  @MaxLength(64)
  version!: string;

  @IsArray()
  @ArrayMaxSize(10_000)
  @NestedEach(() => HeldAttempt)
  held!: HeldAttempt[];

  @IsArray()
  @ArrayMaxSize(100)
  @NestedEach(() => Report)
  reports!: Report[];

  @IsArray()
  @ArrayMaxSize(1000)
  @NestedEach(() => SeenContainer)
  seen!: SeenContainer[];

  @IsBoolean()
  draining!: boolean;

  /** Longest time the scheduler may keep the answer back, in ms. */
  @IsInt()
  @Min(0)
  @Max(60_000)
  maxWaitMs!: number;
}

export class TurnReply {
  @IsUUID()
  stackId!: string;

  @IsInt()
  epoch!: number;

  @IsInt()
  turn!: number;

  /** Attempt ids whose reports are in the scheduler's database: their containers and files may go. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  settled!: string[];

  /** Attempts to stop now; each still gets a report (`cancelled`). */
  @IsArray()
  @IsUUID(undefined, { each: true })
  stop!: string[];

  /** Seen containers to take over: they count as held from now on. */
  @IsArray()
  @NestedEach(() => Grant)
  adopt!: Grant[];

  /** Seen containers that nobody needs: stop and remove. */
  @IsArray()
  @IsUUID(undefined, { each: true })
  remove!: string[];

  @IsArray()
  @NestedEach(() => Grant)
  grants!: Grant[];

  /** When to come again, in ms. 0 = at once. */
  @IsInt()
  @Min(0)
  nextMs!: number;
}
