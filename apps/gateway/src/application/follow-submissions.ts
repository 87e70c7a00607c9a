import { type Caller, listedUser } from '../domain/caller';
import type { SequencedEvent } from './follow-submission';
import type { SubmissionState } from './read-submission';

/** Events of all submissions as they happen. */
export interface AllEvents {
  listenToAll(onEvent: (event: SequencedEvent) => void): () => Promise<void>;
}

export interface SubmissionsChange {
  readonly submissionIds: readonly string[];
  /** Others may have changed, too. */
  readonly isCut?: true;
}

/** Where the follower's view goes. */
export interface ChangeSink {
  changed(change: SubmissionsChange): void;
}

interface Submissions {
  read(submissionId: string): Promise<SubmissionState>;
}

/** How often a follower is told of changes, at most. */
const PERIOD_MS = 1000;
/** Ids in one change: more than a page of a list shows. */
const MOST_IDS = 100;
/** Owners kept in memory: a few MB. */
const REMEMBERED = 10_000;
/** Owners that are looked up at a time, for all followers together. */
const MOST_LOOK_UPS = 50;

/**
 * Tells which submissions change, of those that the follower's list would show, and nothing else of them: what they have
 * become is read as ever. At most once a second, however many change; the first word is that anything may have, so that
 * who comes back after a break reads once and has missed nothing.
 *
 * Where it cannot be told at the moment whose a change is (very many change at once, the scheduler is away), each follower
 * is told that something may have changed: an end of one's own has no later event that would make up for it.
 */
export class FollowSubmissions {
  /** Whose a submission is never changes. Shared by all followers, who cannot tell what stands here: another's is never told. */
  private readonly owners = new Map<string, string | Promise<string | undefined>>();
  private numLookUps = 0;

  constructor(
    private readonly submissions: Submissions,
    private readonly events: AllEvents,
    private readonly periodMs = PERIOD_MS,
  ) {}

  /** Returns the way to stop it. */
  follow(caller: Caller, sink: ChangeSink): () => Promise<void> {
    const whose = listedUser(caller, undefined);
    const changes = new Changes(sink, this.periodMs);
    const stop = this.events.listenToAll(({ event: { submissionId } }) => {
      if (whose === 'nobody') return;
      if (whose.userEmail === undefined) changes.add(submissionId);
      else this.addOwn(changes, whose.userEmail, submissionId);
    });
    sink.changed({ submissionIds: [], isCut: true });
    return async () => {
      changes.stop();
      await stop();
    };
  }

  /** At once where the owner is known: a promise for each follower and event would be hundreds of MB in a flood. */
  private addOwn(changes: Changes, userEmail: string, submissionId: string): void {
    const add = (owner: string | undefined): void => {
      if (owner === undefined) changes.cut();
      else if (owner === userEmail) changes.add(submissionId);
    };
    const owner = this.ownerOf(submissionId);
    if (owner instanceof Promise) void owner.then(add);
    else add(owner);
  }

  /** Undefined where it cannot be told now; never rejects. */
  private ownerOf(submissionId: string): string | undefined | Promise<string | undefined> {
    const known = this.owners.get(submissionId);
    if (known !== undefined || this.numLookUps >= MOST_LOOK_UPS) return known;
    if (this.owners.size >= REMEMBERED) this.owners.delete(this.owners.keys().next().value as string);
    const looking = this.lookUp(submissionId);
    this.owners.set(submissionId, looking);
    void looking.then((owner) => {
      if (this.owners.get(submissionId) !== looking) return;
      if (owner === undefined) this.owners.delete(submissionId);
      else this.owners.set(submissionId, owner);
    });
    return looking;
  }

  private async lookUp(submissionId: string): Promise<string | undefined> {
    this.numLookUps++;
    try {
      return (await this.submissions.read(submissionId)).submission.userEmail;
    } catch {
      return undefined;
    } finally {
      this.numLookUps--;
    }
  }
}

/** What has changed since a follower was told last; bounded, whatever happens in a second. */
class Changes {
  private ids = new Set<string>();
  private isCut = false;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly sink: ChangeSink,
    private readonly periodMs: number,
  ) {}

  add(submissionId: string): void {
    if (this.ids.size >= MOST_IDS && !this.ids.has(submissionId)) return this.cut();
    this.ids.add(submissionId);
    this.tellSoon();
  }

  /** Something changed that is not named. */
  cut(): void {
    this.isCut = true;
    this.tellSoon();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private tellSoon(): void {
    if (!this.isStopped) this.timer ??= setTimeout(() => this.tell(), this.periodMs);
  }

  private tell(): void {
    const change = { submissionIds: [...this.ids], ...(this.isCut ? { isCut: true as const } : {}) };
    this.timer = undefined;
    this.ids = new Set();
    this.isCut = false;
    this.sink.changed(change);
  }
}
