import { readFileSync, writeFileSync } from 'node:fs';
import { BUS_ROLES, Subjects } from '#contracts';
import { permissionsOf } from './permissions';
import { renderAccounts } from './render-accounts';

const FILE = 'deploy/nats/accounts.conf';

it(`${FILE} agrees with the table of permissions (else run "make docs")`, () => {
  const rendered = renderAccounts('production');
  // Set by hand where no build is at hand: writes instead of comparing.
  if (process.env.KNOCKEM_TEST_WRITE_DOCS) writeFileSync(FILE, rendered);
  expect(readFileSync(FILE, 'utf8')).toBe(rendered);
});

describe.each(['production', 'testing'] as const)('permissions of a %s stack', (runmode) => {
  const subjects = new Subjects(runmode);
  const mayPublish = (subject: string): string[] =>
    BUS_ROLES.filter((role) => permissionsOf(role, runmode).publish.some((each) => matches(each, subject)));

  it.each([
    [subjects.plan('s', 'a'), ['planner']],
    [subjects.planRequest('s', 'a'), ['scheduler']],
    [subjects.documents('competitionResults', 's'), ['scheduler']],
    [subjects.event('submission', 's', 'a'), ['scheduler']],
    [subjects.submissionCommand('create', 's'), ['gateway', 'tool']],
    [subjects.genomeCommand('delete', 'g'), ['gateway', 'tool']],
    [subjects.api('executor.turn'), ['executor']],
    [subjects.api('assay.results'), ['gateway', 'planner']],
    [subjects.log('planner', 'info'), ['planner']],
    [subjects.dead('recorder', 'malformed'), ['recorder']],
    [subjects.api('scheduler.backup'), ['operator']],
    ['_INBOX.executor.x', ['gateway', 'scheduler']],
    [`$JS.API.STREAM.DELETE.JOURNAL`, []],
    [`$JS.API.STREAM.PURGE.JOURNAL`, []],
    [`$JS.API.STREAM.UPDATE.JOURNAL`, []],
    [`$SYS.REQ.SERVER.PING`, []],
  ])('%s is published by %j', (subject, roles) => expect(mayPublish(subject)).toEqual(roles));

  it('let nobody hear replies to another', () => {
    for (const role of BUS_ROLES) {
      const inboxes = permissionsOf(role, runmode).subscribe.filter((subject) =>
        subject.startsWith('_INBOX'),
      );
      expect(inboxes).toEqual([`_INBOX.${role}.>`]);
    }
  });

  it('let no executor make a consumer, nor read anything but content', () => {
    const { publish, subscribe } = permissionsOf('executor', runmode);
    expect(publish.filter((subject) => subject.includes('CONSUMER'))).toEqual([]);
    expect(publish.filter((subject) => subject.includes('MSG.GET'))).toHaveLength(1);
    const asked = [subjects.api('containerlog.follow'), subjects.api('executor.prune')];
    expect(subscribe).toEqual(['_INBOX.executor.>', ...asked]);
  });

  it('name no subject of the other runmode', () => {
    const other = runmode === 'production' ? /testing|TESTING/ : /knockem\.|\.(JOURNAL|RECORDS|DEAD|LOG)\b/;
    for (const role of BUS_ROLES) {
      const { publish, subscribe } = permissionsOf(role, runmode);
      expect([...publish, ...subscribe].filter((subject) => other.test(subject))).toEqual([]);
    }
  });
});

/** As nats-server matches: `*` is one token, `>` one or more. */
function matches(pattern: string, subject: string): boolean {
  const expression = pattern
    .split('.')
    .map((token) => (token === '*' ? '[^.]+' : token === '>' ? '.+' : token.replace(/[$]/g, '\\$&')))
    .join('\\.');
  return new RegExp(`^${expression}$`).test(subject);
}
