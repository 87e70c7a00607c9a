/**
 * The Nest side that all services share. A service is a plain Nest module and four lines of `main.ts`:
 *
 *     // apps/scheduler/src/main.ts
 *     import { runService } from '#platform';
 *     import { SchedulerModule } from './scheduler.module';
 *
 *     void runService({ name: 'scheduler', module: () => SchedulerModule });
 *
 *     // apps/scheduler/src/scheduler.module.ts: tokens of the platform can be injected anywhere
 *     @Module({ controllers: [TurnController], providers: [Journal] })
 *     export class SchedulerModule {}
 *
 *     // apps/scheduler/src/adapters/nats/turn.controller.ts
 *     @Controller()
 *     export class TurnController {
 *       constructor(@Inject(LOGGER) private readonly logger: KnockemLogger) {}
 *
 *       @MessagePattern('executor.turn')
 *       turn(@Payload() body: Uint8Array, @Ctx() context: RequestContext): Promise<TurnReply> {
 *         return this.settleAndGrant(parseRequest('turn.request.v1', body)); // throws KnockemError('invalid', …)
 *       }
 *     }
 *
 *     // apps/scheduler/src/adapters/nats/journal.ts: what runs beside requests, and how it ends
 *     @Injectable()
 *     export class Journal implements OnApplicationBootstrap {
 *       constructor(@Inject(MESSAGING) private readonly messaging: Messaging, private readonly shutdown: ShutdownSequence) {}
 *       async onApplicationBootstrap(): Promise<void> {
 *         const reader = await this.messaging.readJournal({ … });
 *         this.shutdown.add('intake', 'journal reader', () => reader.stop());
 *       }
 *     }
 */
export * from './access/access-token';
export * from './access/token-book';
export { TokenFile } from './access/token-file';
export * from './build-stamp';
export * from './clock';
export * from './configuration';
export { CONFIGURATION_KEYS, type KeySpec } from './configuration-keys';
export { type CredentialFile, readCredentialFile } from './credential-file';
export { type KnockemLogger, silentLogger } from './logging/logger';
export type { NotificationOptions } from './notification-options';
export * from './platform.module';
export * from './readiness';
export { removeTree } from './remove-tree';
export * from './requests';
export * from './run-service';
export type { FrameParts, OpenFrame, ServiceFrame } from './service-frame';
export * from './service-names';
export * from './shutdown-sequence';
export * from './start-service';
export * from './tokens';
export * from './tracing/tracing';
