import { KnockemError } from '#domain';
import { counterOf } from './flood/request-rates';
import type { Identified } from './access/identify';

/** How soon after its token was revoked or has expired a stream ends, at most; a look costs one stat of the token file. */
const RECHECK_MS = 2_000;

type Asking = Pick<Identified, 'caller' | 'ip' | 'isStillWelcome'>;

interface OpenStream {
  readonly counter: string;
  readonly asking: Asking;
  readonly close: () => void;
}

/**
 * Answers that are still being written (events, followed output, the flat table): so many of each user, or of each
 * address where no token says who asks. One ends when its token is no longer valid, and all when the gateway does, since
 * they would not end by themselves.
 */
export class OpenStreams {
  private readonly streams = new Set<OpenStream>();
  private recheck: NodeJS.Timeout | undefined;

  /** 0 = as many as they like. */
  constructor(private readonly perUser: number) {}

  /** Throws `too-many`. Returns the way to forget it again. */
  add(asking: Asking, close: () => void): () => void {
    const counter = counterOf(asking);
    const open = [...this.streams].filter((stream) => stream.counter === counter).length;
    if (this.perUser > 0 && open >= this.perUser) throw tooMany(this.perUser);
    const stream = { counter, asking, close };
    this.streams.add(stream);
    this.recheck ??= setInterval(() => this.closeUnwelcome(), RECHECK_MS).unref();
    return () => this.forget(stream);
  }

  closeAll(): void {
    for (const { close } of [...this.streams]) close();
  }

  get size(): number {
    return this.streams.size;
  }

  private forget(stream: OpenStream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.recheck);
    this.recheck = undefined;
  }

  private closeUnwelcome(): void {
    for (const { asking, close } of [...this.streams]) if (asking.isStillWelcome?.() === false) close();
  }
}

const tooMany = (limit: number): KnockemError =>
  new KnockemError(
    'too-many',
    `${limit.toLocaleString('en')} streams of yours are open, and no more may be.`,
    {
      hint: 'Close one (events, followed output or a table), or ask the operator to raise KNOCKEM_STREAMS_PER_USER.',
    },
  );
