import {
  DiscardPolicy,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream';
import { streamSpecs, type StreamSpec } from '#contracts';
import { KnockemError, type Runmode } from '#domain';
import { explain, isNameInUse, isNoResponders, isStreamMissing } from './errors';
import { storedMessage } from './stored-message';
import type { StoredMessage, StreamKey, StreamState } from './types';

const NANOS_PER_MS = 1_000_000;

/**
 * The five streams on the server. Whoever comes first creates them; everyone compares the server's echo with what was
 * asked, because an old server silently ignores what it does not know and another version may have asked otherwise.
 */
export class Streams {
  private readonly specs: Readonly<Record<StreamKey, StreamSpec>>;

  constructor(
    private readonly manager: JetStreamManager,
    runmode: Runmode,
  ) {
    this.specs = streamSpecs(runmode);
  }

  nameOf(stream: StreamKey): string {
    return this.specs[stream].name;
  }

  async ensureAll(): Promise<void> {
    await Promise.all((Object.keys(this.specs) as StreamKey[]).map((stream) => this.ensure(stream)));
  }

  /** Creates the stream where it is missing; refuses one that is configured otherwise. */
  async ensure(stream: StreamKey): Promise<void> {
    const wanted = configurationOf(this.specs[stream]);
    const echoed = await this.existing(wanted.name).then((found) => found ?? this.create(wanted));
    refuseDrift(wanted, echoed);
  }

  async state(stream: StreamKey): Promise<StreamState> {
    const { created, state } = await this.manager.streams
      .info(this.nameOf(stream))
      .catch((error) => Promise.reject(explain(error, `reading the state of stream ${this.nameOf(stream)}`)));
    return { created, firstSequence: state.first_seq, lastSequence: state.last_seq };
  }

  /** Undefined when the server has no such stream; other failures are thrown as they come. */
  async stateIfThere(stream: StreamKey): Promise<StreamState | undefined> {
    try {
      const { created, state } = await this.manager.streams.info(this.nameOf(stream));
      return { created, firstSequence: state.first_seq, lastSequence: state.last_seq };
    } catch (error) {
      if (isStreamMissing(error)) return undefined;
      throw error;
    }
  }

  async lastOn(stream: StreamKey, subject: string): Promise<StoredMessage | undefined> {
    try {
      const found = await this.manager.streams.getMessage(this.nameOf(stream), { last_by_subj: subject });
      return found ? storedMessage(found) : undefined;
    } catch (error) {
      throw explain(error, `reading the last message on ${subject}`);
    }
  }

  /** When the message of that sequence was stored; undefined when it is not (or no longer) there. */
  async storedAt(stream: StreamKey, sequence: number): Promise<string | undefined> {
    if (sequence < 1) return undefined;
    const found = await this.manager.streams.getMessage(this.nameOf(stream), { seq: sequence });
    return found ? found.time.toISOString() : undefined;
  }

  async firstFrom(stream: StreamKey, sequence: number, filter: string): Promise<StoredMessage | undefined> {
    const query = { seq: Math.max(1, sequence), next_by_subj: filter };
    try {
      const found = await this.manager.streams.getMessage(this.nameOf(stream), query);
      return found ? storedMessage(found) : undefined;
    } catch (error) {
      throw explain(error, `reading stream ${this.nameOf(stream)} from message ${sequence}`);
    }
  }

  async discard(stream: StreamKey, sequence: number): Promise<boolean> {
    const name = this.nameOf(stream);
    try {
      if (!(await this.manager.streams.getMessage(name, { seq: sequence }))) return false;
      return await this.manager.streams.deleteMessage(name, sequence);
    } catch (error) {
      throw explain(error, `taking message ${sequence} out of stream ${name}`);
    }
  }

  private async existing(name: string): Promise<StreamConfig | undefined> {
    try {
      return (await this.manager.streams.info(name)).config;
    } catch (error) {
      if (isStreamMissing(error)) return undefined;
      if (isNoResponders(error) || /jetstream/i.test((error as Error).message)) throw withoutJetStream(error);
      throw explain(error, `looking for stream ${name}`);
    }
  }

  private async create(wanted: WantedConfig): Promise<StreamConfig> {
    try {
      return (await this.manager.streams.add(wanted)).config;
    } catch (error) {
      // Another service was quicker: what it made is compared like any other.
      if (isNameInUse(error)) return (await this.manager.streams.info(wanted.name)).config;
      throw explain(error, `creating stream ${wanted.name}`);
    }
  }
}

type WantedConfig = Pick<
  StreamConfig,
  'name' | 'subjects' | 'retention' | 'storage' | 'max_age' | 'max_bytes' | 'discard' | 'description'
>;

const configurationOf = (spec: StreamSpec): WantedConfig => ({
  name: spec.name,
  subjects: [...spec.subjects],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_age: spec.maxAgeMs * NANOS_PER_MS,
  max_bytes: spec.maxBytes,
  discard: spec.discard === 'new' ? DiscardPolicy.New : DiscardPolicy.Old,
  description: spec.description,
});

/** What must agree. Replicas, placement and texts are the operator's own choice. */
const COMPARED = ['subjects', 'retention', 'storage', 'max_age', 'max_bytes', 'discard'] as const;

function refuseDrift(wanted: WantedConfig, echoed: StreamConfig): void {
  const normal = (value: unknown): string =>
    JSON.stringify(Array.isArray(value) ? [...(value as string[])].sort() : value);
  const problems = COMPARED.filter((key) => normal(wanted[key]) !== normal(echoed[key])).map((key) => ({
    field: key,
    message: `is ${normal(echoed[key])} on the server, ${normal(wanted[key])} is needed`,
  }));
  if (problems.length === 0) return;
  const list = problems.map((problem) => `${problem.field} ${problem.message}`).join('; ');
  throw new KnockemError('misconfigured', `stream ${wanted.name} is configured otherwise: ${list}`, {
    hint: `mend it with "nats stream edit ${wanted.name}", or use another nats-server`,
    problems,
  });
}

const withoutJetStream = (error: unknown): KnockemError =>
  new KnockemError('misconfigured', `nats-server runs without JetStream (${(error as Error).message})`, {
    hint: 'start it with "nats-server -js"',
  });
