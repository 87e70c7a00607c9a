import { ASSAY_TYPES, nearestWord, type AssayType, type Problem } from '#domain';
import { firstProblems } from './first-problems';

/** `assayParameters`, per assay type: name, unit, bounds and default of each number. One table for validation and docs. */
export interface ParameterSpec {
  readonly description: string;
  readonly unit: string;
  readonly integer: boolean;
  readonly min: number;
  /** Why less cannot work, where that does not go without saying. */
  readonly lessFails?: string;
  readonly max: number;
  readonly default: number;
}

export const ASSAY_PARAMETERS: Readonly<Record<AssayType, Readonly<Record<string, ParameterSpec>>>> = {
  nulldist: {
    replicates: {
      description: 'wild type against wild type competitions; at least (1 − alpha)/(2·alpha) are needed',
      unit: 'competitions',
      integer: true,
      min: 1,
      max: 100_000,
      default: 100,
    },
    alpha: {
      description: 'one-sided false-positive rate of the thresholds',
      unit: 'probability',
      integer: false,
      min: 0.0001,
      max: 0.2,
      default: 0.01,
    },
  },
  screenCritical: {
    replicates: {
      description: 'competitions per site; their mean score is held against the threshold',
      unit: 'competitions',
      integer: true,
      min: 1,
      max: 100,
      default: 1,
    },
  },
  doseCalibration: {
    numDoses: {
      description:
        'doses of the smear, one competition each, geometric from 1 to the number of eligible sites',
      unit: 'doses',
      integer: true,
      min: 5,
      max: 1_000,
      default: 100,
    },
    numTitrationDoses: {
      description:
        'doses chosen for titration, spread evenly over the band; at most as many as there are sites',
      unit: 'doses',
      integer: true,
      min: 2,
      lessFails: 'one dose cannot tell many sites of small effect from few of large effect',
      max: 100,
      default: 5,
    },
  },
  doseTitration: {
    replicates: {
      description: 'competitions per dose, each with a fresh random set of sites',
      unit: 'competitions',
      integer: true,
      min: 10,
      max: 100_000,
      default: 100,
    },
    numBootstraps: {
      description: 'simulated repetitions behind each interval',
      unit: 'simulations',
      integer: true,
      min: 100,
      max: 10_000,
      default: 400,
    },
  },
  skeletonization: {
    numSkeletons: {
      description: 'skeletons, each along a random order of its own; an interval needs at least two',
      unit: 'skeletons',
      integer: true,
      min: 2,
      lessFails: 'one skeleton has no other to be held against, so there is no interval',
      max: 200,
      default: 5,
    },
    speculation: {
      description:
        'tests of one skeleton that run at once, the likeliest next ones ahead of time; more is faster on idle slots, and wastes what is withdrawn',
      unit: 'competitions',
      integer: true,
      min: 1,
      max: 64,
      default: 1,
    },
    jackknifeReplicates: {
      description:
        'competitions per retained site of each skeleton, of which the mean score is its severity; without noise one is made',
      unit: 'competitions',
      integer: true,
      min: 1,
      max: 100,
      default: 4,
    },
  },
  imageCheck: {
    replicates: {
      description: 'wild type against wild type competitions, each with a seed of its own',
      unit: 'competitions',
      integer: true,
      min: 4,
      max: 1000,
      default: 12,
    },
  },
};

/** What is wrong with an `assayParameters` object: unknown types and names ("did you mean"), bounds, whole numbers. */
export function assayParameterProblems(value: unknown): Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: 'assayParameters', message: 'must be an object of objects, one per assay type' }];
  }
  return firstProblems(problemsByType(value as Record<string, unknown>));
}

function* problemsByType(byType: Readonly<Record<string, unknown>>): Generator<Problem> {
  for (const [type, parameters] of Object.entries(byType)) {
    const field = `assayParameters.${type.slice(0, MAX_NAME)}`;
    if (!(ASSAY_TYPES as readonly string[]).includes(type)) {
      yield { field, message: `unknown assay type; ${suggestion(type, ASSAY_TYPES)}` };
    } else if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
      yield { field, message: 'must be an object of numbers' };
    } else {
      yield* problemsIn(ASSAY_PARAMETERS[type as AssayType], parameters as Record<string, unknown>, field);
    }
  }
}

function* problemsIn(
  specs: Readonly<Record<string, ParameterSpec>>,
  parameters: Readonly<Record<string, unknown>>,
  field: string,
): Generator<Problem> {
  for (const [name, value] of Object.entries(parameters)) {
    const message = parameterComplaint(specs, name, value);
    if (message) yield { field: `${field}.${name.slice(0, MAX_NAME)}`, message };
  }
}

/** Letters of a name that a stranger made up. */
const MAX_NAME = 100;

/** The parameters of one assay with every default filled in. */
export function withDefaults(type: AssayType, given: Record<string, unknown> = {}): Record<string, number> {
  const specs = Object.entries(ASSAY_PARAMETERS[type]);
  return Object.fromEntries(
    specs.map(([name, spec]) => [name, (given[name] as number | undefined) ?? spec.default]),
  );
}

function parameterComplaint(
  specs: Readonly<Record<string, ParameterSpec>>,
  name: string,
  value: unknown,
): string | undefined {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (!spec) return `unknown parameter; ${suggestion(name, Object.keys(specs))}`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (spec.integer && !Number.isInteger(value)) return 'must be a whole number';
  if (value < spec.min)
    return `must be at least ${spec.min} (${spec.unit})${spec.lessFails ? `: ${spec.lessFails}` : ''}`;
  return value > spec.max ? `must be at most ${spec.max} (${spec.unit})` : undefined;
}

function suggestion(typed: string, known: readonly string[]): string {
  const near = nearestWord(typed, known);
  return near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`;
}
