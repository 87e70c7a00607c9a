import { randomUUID } from 'node:crypto';
import type { AssayResultDocument } from '#contracts';
import { KnockemError } from '#domain';
import { RecordMessages, type RecordMessage, type RecordSink } from './record-messages';

const document = (given: Partial<AssayResultDocument> = {}): AssayResultDocument => ({
  version: 1,
  id: randomUUID(),
  datetime: '2026-03-01T00:00:00.000Z',
  knockemRevision: 'abc1234',
  knockemVersion: '0.1.0',
  assayResult: {},
  ...given,
});
const message = (sequence: number, ...documents: object[]): RecordMessage => ({
  subject: 'knockem.doc.assayResults.-',
  sequence,
  text: JSON.stringify({ collection: 'assayResults', documents }),
});

/** Says in order what was done to it; `trouble` is asked before each deed. */
function watched(trouble: (deed: string) => Error | undefined = () => undefined): {
  deeds: string[];
  record: (...messages: RecordMessage[]) => ReturnType<RecordMessages<RecordMessage>['record']>;
} {
  const deeds: string[] = [];
  const deed = async (name: string): Promise<void> => {
    const error = trouble(name);
    if (error) throw error;
    deeds.push(name);
  };
  const sink: RecordSink = {
    upsertMany: async (_collection, documents) => {
      await deed(`write ${documents.map((d) => d.version).join(' ')}`);
      return { written: documents.length, stale: 0 };
    },
    eraseParts: (id, { version }) => deed(`erase ${id} ${version}`),
    setPosition: ({ streamSequence }) => deed(`position ${streamSequence}`),
  };
  const contents = { genome: async (d: never) => d, assayResult: async (d: AssayResultDocument) => d };
  const messages = new RecordMessages<RecordMessage>('knockem', sink, contents, ({ message, problems }) =>
    deed(`dead ${message.sequence}: ${problems[0]}`),
  );
  return { deeds, record: (...all) => messages.record(all, 'today') };
}

describe('RecordMessages', () => {
  it('erases what belongs to a deleted submission after everything that came with it was written', async () => {
    const { deeds, record } = watched();
    const id = randomUUID();
    const deletion: RecordMessage = {
      subject: `knockem.doc.submissions.${id}`,
      sequence: 1,
      text: JSON.stringify({
        collection: 'submissions',
        documents: [{ id, version: 9, deletedAt: '2026-03-01T00:00:00.000Z' }],
      }),
    };
    await record(deletion, message(2, document({ version: 3 })));
    expect(deeds).toEqual(['write 9', 'write 3', `erase ${id} 9`, 'position 2']);
  });

  it('writes documents, then dead letters, then the position', async () => {
    const { deeds, record } = watched();
    const event = { ...message(2), subject: 'knockem.event.submission.x.-' };
    const recorded = await record(
      message(1, document()),
      event,
      message(3, { id: 'x' }),
      message(4, document({ version: 2 })),
    );
    expect(deeds).toEqual([
      'write 1',
      'write 2',
      expect.stringMatching(/^dead 3: documents\[0\]/),
      'position 4',
    ]);
    expect(recorded).toMatchObject({ written: 2, malformed: 1 });
  });

  it.each(['write', 'dead', 'position'])(
    'leaves the position when a %s fails, so that all comes again',
    async (what) => {
      const { deeds, record } = watched((deed) => (deed.startsWith(what) ? new Error('away') : undefined));
      await expect(record(message(1, document()), message(2, { id: 'x' }))).rejects.toThrow('away');
      expect(deeds.filter((deed) => deed.startsWith('position'))).toEqual([]);
    },
  );

  it('finds the message that the store refuses and gives up that one alone', async () => {
    const refusal = new KnockemError('invalid', 'does not fit');
    const { deeds, record } = watched((deed) => (deed === 'write 7' ? refusal : undefined));
    const recorded = await record(
      message(1, document()),
      message(2, document({ version: 7 })),
      message(3, document({ version: 3 })),
    );
    expect(deeds.slice(-4)).toEqual(['write 1', 'write 3', 'dead 2: does not fit', 'position 3']);
    expect(recorded).toMatchObject({ written: 2, malformed: 1 });
  });

  it('names fields that it does not know and records the rest', async () => {
    const { deeds, record } = watched();
    const recorded = await record(message(1, { ...document(), newer: true }));
    expect(recorded.unknownFields).toEqual(['assayResults.newer']);
    expect(deeds).toEqual(['write 1', 'position 1']);
  });

  it('has nothing to store without messages', async () => {
    const { deeds, record } = watched();
    await record();
    expect(deeds).toEqual([]);
  });
});
