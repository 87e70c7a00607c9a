import { Notify, validateMessage } from '#contracts';
import { commandOf } from './command-of';
import { emptyForm, type FormValues } from './form-values';
import { randomSecret } from './random-secret';
import { environmentOf, requestOf } from './request-of';

const defaults = { cpus: 1, memoryMb: 256 };
const form = { ...emptyForm('ada@example.org'), containerImage: 'lab/model:1' };

it('says what was asked for and leaves the rest to the defaults', () => {
  const request = requestOf(form, defaults);
  expect(request).toEqual({
    userEmail: 'ada@example.org',
    containerImage: 'lab/model:1',
    assayTypes: ['screenCritical'],
  });
  expect(commandOf(request, 'genome.txt', 'http://127.0.0.1:8080')).toBe(
    'knockem submit genome.txt \\\n  --user ada@example.org \\\n  --image lab/model:1 \\\n  --assay screenCritical',
  );
});

it('names every option, each word as a shell reads it back', () => {
  const full = {
    ...form,
    assayTypes: ['nulldist' as const, 'skeletonization' as const],
    assayParameters: { ...form.assayParameters, nulldist: { replicates: 60, alpha: '' } },
    competitionTimeoutSeconds: 30,
    maxCompetitionsActive: 4,
    maxCompetitionsFail: 0,
    maxCompetitionAttempts: 2,
    priority: 'high',
    resources: { cpus: 0.5, memoryMb: '' },
    pool: 'gpu',
    siteBase: '1',
    seed: 7,
    keepLogs: true,
    reuseResults: true,
    notify: {
      webhookUrl: 'https://lab.example/hook?of=me',
      webhookSecret: 'whsec_never-shown',
      email: true,
      events: ['completed' as const, 'failed' as const],
    },
    containerEnv: "STEPS=10\n\nNAME=it's here",
  };
  const command = commandOf(requestOf(full, defaults), 'my genome.txt', 'http://lab:8080');
  expect(command.split(' \\\n  ')).toEqual([
    "knockem submit 'my genome.txt'",
    '--url http://lab:8080',
    '--user ada@example.org',
    '--image lab/model:1',
    '--assay nulldist skeletonization',
    '--param nulldist.replicates=60',
    `--env STEPS=10 'NAME=it'\\''s here'`,
    '--timeout 30',
    '--max-active 4',
    '--max-fail 0',
    '--attempts 2',
    '--priority high',
    '--cpus 0.5',
    '--memory 256',
    '--pool gpu',
    '--site-base 1',
    '--seed 7',
    '--keep-logs',
    '--reuse',
    "--webhook 'https://lab.example/hook?of=me'",
    '--email',
    '--notify-on completed failed',
  ]);
});

it('tells nobody unless somebody is named, and of everything unless events are', () => {
  const asked = (notify: Partial<FormValues['notify']>): unknown =>
    requestOf({ ...form, notify: { ...form.notify, ...notify } }, defaults).notify;
  expect(asked({ webhookUrl: ' ', events: ['failed'] })).toBeUndefined();
  expect(asked({ email: true })).toEqual({ email: true });
  const webhook = { webhookUrl: 'https://lab.example/hook', webhookSecret: randomSecret() };
  expect(asked({ ...webhook, events: [] })).toEqual({ ...webhook, events: [] });
  expect(validateMessage(Notify, asked(webhook)).ok).toBe(true);
});

it('reads an environment line by line', () => {
  expect(environmentOf('A=1\n B = x=y\n\nC')).toEqual({ A: '1', B: ' x=y', C: '' });
  expect(environmentOf(' \n')).toBeUndefined();
});
