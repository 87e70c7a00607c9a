import { type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { type Configuration } from './configuration';
import { type KnockemLogger } from './logging/logger';
import { type KnockemTransport } from './requests';

export interface FrameParts {
  readonly root: DynamicModule;
  readonly configuration: Configuration;
  readonly logger: KnockemLogger;
  /** Serves `@MessagePattern` methods; the frame registers them and lets it listen. */
  readonly transport: KnockemTransport;
}

/**
 * Nest around a service's modules, with or without HTTP. Moves: opened -> started -> listening -> closing -> closed;
 * `startService` makes them in this order, and closes it from wherever a start failed.
 */
export interface ServiceFrame<App extends INestApplicationContext = INestApplicationContext> {
  readonly app: App;
  /** Runs the modules' start hooks; then endpoints are subscribed to. */
  start(): Promise<void>;
  /** Resolves with `http://host:port`; undefined where nothing is to be served. */
  listen(): Promise<string | undefined>;
  /** No new connections; requests under way are answered. */
  stopListening(): void;
  close(): Promise<void>;
}

export type OpenFrame<App extends INestApplicationContext = INestApplicationContext> = (
  parts: FrameParts,
) => Promise<ServiceFrame<App>>;
