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
 * It promises no word of each change: one whose owner cannot be looked up at the moment is told by its next event.
 */
export class FollowSubmissions {
  /** Whose a submission is never changes. Shared by all followers, who cannot tell what stands here: another's is never told. */
  private readonly owners = new Map<string, Promise<string | undefined>>();
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
      if (whose.userEmail === undefined) return changes.add(submissionId);
      void this.ownerOf(submissionId).then((owner) => {
        if (owner === whose.userEmail) changes.add(submissionId);
      });
    });
    sink.changed({ submissionIds: [], isCut: true });
    return async () => {
      changes.stop();
      await stop();
    };
  }

  /** Undefined where it cannot be told now; never rejects. */
  private async ownerOf(submissionId: string): Promise<string | undefined> {
    const known = this.owners.get(submissionId);
    if (known || this.numLookUps >= MOST_LOOK_UPS) return known;
    if (this.owners.size >= REMEMBERED) this.owners.delete(this.owners.keys().next().value as string);
    const looking = this.lookUp(submissionId);
    this.owners.set(submissionId, looking);
    const owner = await looking;
    if (owner === undefined && this.owners.get(submissionId) === looking) this.owners.delete(submissionId);
    return owner;
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
    if (this.isStopped) return;
    if (this.ids.size < MOST_IDS) this.ids.add(submissionId);
    else this.isCut ||= !this.ids.has(submissionId);
    this.timer ??= setTimeout(() => this.tell(), this.periodMs);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private tell(): void {
    const change = { submissionIds: [...this.ids], ...(this.isCut ? { isCut: true as const } : {}) };
    this.timer = undefined;
    this.ids = new Set();
    this.isCut = false;
    this.sink.changed(change);
  }
}
