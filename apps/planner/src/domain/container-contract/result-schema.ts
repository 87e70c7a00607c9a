/** JSON Schemas of what entry.sh leaves behind; the executor holds every result against them. */
const WARNINGS = { type: 'array', items: { type: 'string' } };
const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

const objectOf = (properties: Record<string, unknown>): Record<string, unknown> => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const CONTEST = {
  updatesElapsed: { type: 'number', minimum: 0 },
  numAlpha: COUNT,
  numBeta: COUNT,
  warnings: WARNINGS,
};
export const CONTEST_RESULT = objectOf(CONTEST);

export const INSPECTION_RESULT = objectOf({
  numSites: { type: 'integer', minimum: 1, maximum: 100_000 },
  serves: { type: 'boolean' },
  warnings: WARNINGS,
});

/** A contest with its time, or one note per call of a verb. */
export const IMAGE_CHECK_RESULT = {
  type: 'object',
  anyOf: [
    objectOf({ ...CONTEST, seconds: { type: 'number', minimum: 0 } }),
    objectOf({ calls: { type: 'array', items: { type: 'object' } } }),
  ],
};
