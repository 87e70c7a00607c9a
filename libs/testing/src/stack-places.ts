import { join } from 'node:path';

/** Where a stack that the command's recipes start listens, and where it keeps what. */
export class StackPlaces {
  constructor(
    private readonly at: {
      readonly dataDir: string;
      readonly gatewayPort: number;
      readonly natsPort: number;
    },
  ) {}

  get dataDir(): string {
    return this.at.dataDir;
  }

  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.at.gatewayPort}`;
  }

  get natsUrl(): string {
    return `nats://127.0.0.1:${this.at.natsPort}`;
  }

  get databaseFile(): string {
    return join(this.dataDir, 'scheduler', 'scheduler.sqlite');
  }

  get recordsFile(): string {
    return join(this.dataDir, 'records', 'records.sqlite');
  }
}
