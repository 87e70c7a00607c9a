import { type DeadLetter, wholeBodyOf } from '#contracts';
import { KnockemError } from '#domain';
import { decodeCursor, encodeCursor, unreadableCursor } from '../domain/cursor';
import type { Page, PageRequest } from './ports';

/** A letter and its place on the stream of dead letters, by which it is named. */
export interface KeptLetter {
  readonly sequence: number;
  /** Absent: something that is no letter was published there; `raw` is all there is. */
  readonly letter?: DeadLetter;
  readonly raw: Buffer;
  readonly storedAt: string;
}

/** The stream of dead letters. Methods reject with `unavailable` while it does not answer. */
export interface DeadLetterBox {
  /** The first letter at that sequence or after it. */
  firstFrom(sequence: number, service?: string): Promise<KeptLetter | undefined>;
  /** False when it is not there. */
  discard(sequence: number): Promise<boolean>;
  /** Publishes a command again; resolves to its new place in the journal. */
  replay(subject: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<number>;
  isCommand(subject: string): boolean;
}

export type LetterSummary = Omit<DeadLetter, 'body'> & { readonly sequence: number };

export interface LetterView extends LetterSummary {
  /** The message as UTF-8 text, as far as it was kept. */
  readonly text: string;
  readonly isWhole: boolean;
}

export interface LetterReplayed {
  readonly sequence: number;
  /** Its new place in the journal. */
  readonly streamSequence: number;
}

/** Messages that were given up, each with its reason: to be read, sent again once the reason is mended, or thrown away. */
export class DeadLetters {
  constructor(private readonly box: DeadLetterBox) {}

  /** Oldest first. */
  async list({ limit, cursor }: PageRequest, service?: string): Promise<Page<LetterSummary>> {
    const items: LetterSummary[] = [];
    let next = cursor === undefined ? 1 : sequenceOf(cursor);
    for (;;) {
      const kept = await this.box.firstFrom(next, service);
      if (!kept) return { items };
      if (items.length === limit) return { items, nextCursor: encodeCursor({ from: String(kept.sequence) }) };
      items.push(summaryOf(kept));
      next = kept.sequence + 1;
    }
  }

  async read(sequence: number): Promise<LetterView> {
    const kept = await this.find(sequence);
    const body = kept.letter ? Buffer.from(kept.letter.body, 'base64') : kept.raw;
    const isWhole = !kept.letter || wholeBodyOf(kept.letter) !== undefined;
    return { ...summaryOf(kept), text: body.toString('utf8'), isWhole };
  }

  /**
   * Sends a command again and takes the letter away. After a crash in between the letter is still there: a command that
   * comes twice counts once.
   */
  async replay(sequence: number): Promise<LetterReplayed> {
    const { letter } = await this.find(sequence);
    if (!letter || !this.box.isCommand(letter.subject)) throw notReplayable(sequence, letter?.subject);
    const body = wholeBodyOf(letter);
    if (!body) throw tooLargeToReplay(sequence, letter);
    const streamSequence = await this.box.replay(letter.subject, body, letter.headers);
    await this.box.discard(sequence);
    return { sequence, streamSequence };
  }

  async discard(sequence: number): Promise<void> {
    if (!(await this.box.discard(sequence))) throw noSuchLetter(sequence);
  }

  private async find(sequence: number): Promise<KeptLetter> {
    const kept = await this.box.firstFrom(sequence);
    if (kept?.sequence !== sequence) throw noSuchLetter(sequence);
    return kept;
  }
}

function sequenceOf(cursor: string): number {
  const sequence = Number(decodeCursor(cursor, ['from']).from);
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw unreadableCursor();
  return sequence;
}

function summaryOf({ sequence, letter, raw, storedAt }: KeptLetter): LetterSummary {
  if (letter) {
    const { body: _body, ...rest } = letter;
    return { sequence, ...rest };
  }
  const problems = ['What was published here is no dead letter.'];
  return {
    sequence,
    service: '',
    reason: 'unreadable',
    problems,
    subject: '',
    headers: {},
    size: raw.length,
    at: storedAt,
  };
}

const noSuchLetter = (sequence: number): KnockemError =>
  new KnockemError('not-found', `There is no dead letter ${sequence}.`, {
    hint: '`knockem dead list` shows those that are kept; they go after 90 days, when replayed, and when discarded.',
  });

const notReplayable = (sequence: number, subject = 'nothing'): KnockemError =>
  new KnockemError(
    'refused',
    `The dead letter ${sequence} is of ${subject}: only commands can be replayed.`,
    {
      hint: 'Plans are asked for again and documents are published again by the scheduler; discard the letter once it is read.',
    },
  );

const tooLargeToReplay = (sequence: number, { size, subject }: DeadLetter): KnockemError =>
  new KnockemError(
    'refused',
    `The dead letter ${sequence} was ${size} bytes, and only the beginning was kept: it cannot be replayed.`,
    { hint: `Send it again from where it came, to ${subject}.` },
  );
