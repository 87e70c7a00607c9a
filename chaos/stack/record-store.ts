import { existsSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { createConnection } from 'mongoose';
import { COLLECTIONS, type Collection } from '#contracts';
import { EmbeddedRecordReader, type RecordReader } from '#records';
import { MongoRecordReader } from '#records/mongo';
import type { MongodbServer } from '#testing';

export type Counts = Readonly<Record<Collection, number>>;

/** Where the attacked stack keeps its records, as far as the attack needs it. */
export interface RecordStoreUnderAttack {
  /** For KNOCKEM_RECORDS_URL; undefined: the embedded file. */
  readonly url: string | undefined;
  /** Nobody can write records for so long. */
  takeAway(ms: number): Promise<void>;
  /** Reads all of it, after the stack has ended. */
  read<T>(work: (records: RecordReader, counts: Counts) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The embedded file: taken away by a lock that another process might hold, such as a copy being made. */
export class EmbeddedStore implements RecordStoreUnderAttack {
  readonly url = undefined;
  file = '';

  async takeAway(ms: number): Promise<void> {
    if (!existsSync(this.file)) return;
    const database = new Database(this.file, { timeout: 2_000 });
    try {
      database.exec('BEGIN EXCLUSIVE');
      await pause(ms);
      database.exec('ROLLBACK');
    } catch {
      // The recorder was writing for two seconds: it is not to be had now.
    } finally {
      database.close();
    }
  }

  async read<T>(work: (records: RecordReader, counts: Counts) => Promise<T>): Promise<T> {
    const records = new EmbeddedRecordReader(this.file);
    const database = new Database(this.file, { readonly: true });
    const count = (collection: Collection): number =>
      (database.prepare(`SELECT count(*) AS n FROM ${collection}`).get() as { n: number }).n;
    try {
      return await work(records, Object.fromEntries(COLLECTIONS.map((c) => [c, count(c)])) as Counts);
    } finally {
      database.close();
      await records.close();
    }
  }

  async close(): Promise<void> {}
}

/** A record server behind a gate of ours: away means that its address answers no more, and every connection breaks. */
export class RecordServer implements RecordStoreUnderAttack {
  private readonly sockets = new Set<Socket>();
  private gate!: Server;
  private port = 0;

  private constructor(
    private readonly server: MongodbServer,
    private readonly databaseName: string,
  ) {}

  static async behindGate(server: MongodbServer, databaseName: string): Promise<RecordServer> {
    const store = new RecordServer(server, databaseName);
    await store.open();
    return store;
  }

  get url(): string {
    const url = new URL(this.server.url);
    return `mongodb://${url.username ? `${url.username}:${url.password}@` : ''}127.0.0.1:${this.port}/${this.databaseName}${url.search}`;
  }

  async takeAway(ms: number): Promise<void> {
    const closed = new Promise((resolve) => this.gate.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
    await pause(ms);
    await this.open();
  }

  async read<T>(work: (records: RecordReader, counts: Counts) => Promise<T>): Promise<T> {
    const connection = await createConnection(this.server.url, { dbName: this.databaseName }).asPromise();
    try {
      const counts: Record<string, number> = {};
      for (const collection of COLLECTIONS)
        counts[collection] = await connection.collection(collection).countDocuments();
      return await work(new MongoRecordReader(connection), counts as Counts);
    } finally {
      await connection.dropDatabase();
      await connection.close();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.gate.close();
    await this.server.stop();
  }

  private async open(): Promise<void> {
    const { hostname, port } = new URL(this.server.url);
    this.gate = createServer((client) => {
      const upstream = connect(Number(port || 27017), hostname);
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined).once('close', () => this.sockets.delete(socket));
      }
      client.pipe(upstream).pipe(client);
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
    });
    await new Promise<void>((resolve, reject) =>
      this.gate.once('error', reject).listen(this.port, '127.0.0.1', resolve),
    );
    this.port = (this.gate.address() as { port: number }).port;
  }
}
