import type { Schemas } from '#client';
import { assayNamed } from './name-competition';

const ID = '1b7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a10';
const ASSAY = '2c7c2f6e-3f0a-4d55-9a53-0d3c0e6f7a11';
const answer = {
  submission: { id: ID },
  assays: [
    { id: ASSAY, assayType: 'nulldist' },
    { id: ID, assayType: 'screenCritical' },
  ],
} as unknown as Schemas['SubmissionView'];

it('finds an assay by its type or its id, and names the nearest type', () => {
  expect(assayNamed(answer, 'nulldist').id).toBe(ASSAY);
  expect(assayNamed(answer, ASSAY.toUpperCase()).assayType).toBe('nulldist');
  const mistyped = (): unknown => assayNamed(answer, 'nuldist');
  expect(mistyped).toThrow(expect.objectContaining({ details: { hint: 'did you mean "nulldist"?' } }));
  expect(() => assayNamed({ ...answer, assays: [] }, 'nulldist')).toThrow(
    expect.objectContaining({ details: { hint: 'it has none yet: the first plan is under way' } }),
  );
});
