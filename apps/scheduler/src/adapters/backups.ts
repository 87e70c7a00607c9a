import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RecordsToldAgain, SchedulerBackup } from '#contracts';
import { KnockemError } from '#domain';
import type { SqliteStore } from './sqlite/store';

/** Copies of the database beside it, made on request while everything goes on. Only the newest copy is kept. */
export class Backups {
  private underWay = false;

  constructor(
    private readonly store: SqliteStore,
    private readonly databaseFile: string,
    private readonly options: { readonly wallTime: () => string; readonly onMarked: () => void },
  ) {}

  async make(): Promise<SchedulerBackup> {
    if (this.underWay) throw new KnockemError('conflict', 'a backup of this database is being made already');
    this.underWay = true;
    try {
      const directory = join(dirname(this.databaseFile), 'backup');
      removeAll(directory);
      const at = this.options.wallTime();
      const file = join(directory, `scheduler-${at.replaceAll(/[:.]/g, '-')}.sqlite`);
      const copy = await this.store.backUp(file);
      const { stackId } = this.store;
      return { ...copy, at, stackId, epoch: this.store.epoch(), blobs: this.store.listBlobs() };
    } finally {
      this.underWay = false;
    }
  }

  /** Harmless while everything goes on: a version that the records have already changes nothing. */
  tellRecordsAgain(): RecordsToldAgain {
    const marks = this.store.transaction(() => this.store.markAll());
    this.options.onMarked();
    return { marks };
  }
}

function removeAll(directory: string): void {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return;
  }
  for (const name of names) rmSync(join(directory, name), { force: true });
}
