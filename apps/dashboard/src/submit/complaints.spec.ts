import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { SubmissionRequest as Contract, validateMessage } from '#contracts';
import { AJV_OPTIONS } from '../../rules/ajv-options';
import { type PublishedApi, requestSchema } from '../../rules/request-schema';
import { complaintsAbout } from './complaints';

const schema = requestSchema(JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as PublishedApi);
const validate = new Ajv(AJV_OPTIONS).compile(schema);
const SUCH_AS = 'must be an address such as https://example.org/hook';
const SUCH_AN_IMAGE = 'must be an image name such as registry.example/lab/model:1.0';
const BYTES = 'must be whsec_ and 24 to 64 bytes in base64';
const asked = {
  userEmail: 'ada@example.org',
  containerImage: 'lab/model:1',
  assayTypes: ['nulldist', 'screenCritical'],
  assayParameters: { nulldist: { replicates: 60, alpha: 0.01 } },
  maxCompetitionsActive: 4,
  resources: { cpus: 0.5, memoryMb: 64 },
  pool: 'gpu',
  siteBase: 1,
  seed: 0,
  reuseResults: true,
  notify: {
    webhookUrl: 'https://lab.example:8443/hook?of=me@home',
    webhookSecret: `whsec_${'a'.repeat(86)}`,
    email: true,
    events: ['completed'],
  },
};

it('has nothing against what the API takes', () => {
  expect(complaintsAbout(validate, asked)).toEqual([]);
  expect(validateMessage(Contract, asked).ok).toBe(true);
});

it.each([
  ['userEmail', { userEmail: 'nobody' }, 'must be an e-mail address'],
  ['containerImage', { containerImage: 'Lab/Slow 1' }, SUCH_AN_IMAGE],
  ['containerImage', { containerImage: 'lab/model:' }, SUCH_AN_IMAGE],
  ['assayTypes', { assayTypes: [] }, 'must name at least one'],
  ['maxCompetitionsActive', { maxCompetitionsActive: 0 }, 'must be at least 1'],
  ['maxCompetitionsFail', { maxCompetitionsFail: 10_000_001 }, 'must be at most 10,000,000'],
  ['competitionTimeoutSeconds', { competitionTimeoutSeconds: 1.5 }, 'must be a whole number'],
  ['resources.cpus', { resources: { cpus: 0, memoryMb: 64 } }, 'must be more than 0'],
  ['resources.memoryMb', { resources: { cpus: 1, memoryMb: 8 } }, 'must be at least 16'],
  ['pool', { pool: 'No Pool' }, 'must have small letters, digits, - and _ alone'],
  ['genomeIdAlpha', { genomeIdAlpha: 'seven' }, 'must be a UUID'],
  ['notify.webhookUrl', { notify: { webhookUrl: 'ftp://lab.example' } }, SUCH_AS],
  ['notify.webhookUrl', { notify: { webhookUrl: 'https://ada:secret@lab.example' } }, SUCH_AS],
  ['notify.webhookSecret', { notify: { webhookSecret: `whsec_${'a'.repeat(31)}` } }, BYTES],
  ['notify.webhookSecret', { notify: { webhookSecret: `whsec_${'a'.repeat(87)}` } }, BYTES],
  ['notify.events', { notify: { events: [] } }, 'must name at least one'],
  ['assayParameters.nulldist.alpha', { assayParameters: { nulldist: { alpha: 1 } } }, 'must be at most 0.2'],
  ['assayParameters.nulldist.reps', { assayParameters: { nulldist: { reps: 1 } } }, 'unknown parameter'],
] as const)('complains about %s where the API does', (field, change, sentence) => {
  const wrong = { ...asked, ...change };
  expect(complaintsAbout(validate, wrong)).toEqual([{ field, message: sentence }]);
  const read = validateMessage(Contract, wrong);
  const fields = read.ok ? [] : read.problems.map((problem) => problem.field);
  // The API names the parameter of an assay in its sentence.
  expect(fields).toEqual([field.startsWith('assayParameters') ? 'assayParameters' : field]);
});

it('names everything that must be given', () => {
  const fields = complaintsAbout(validate, {}).map(({ field }) => field);
  expect(fields.sort()).toEqual(['assayTypes', 'containerImage', 'userEmail']);
});
