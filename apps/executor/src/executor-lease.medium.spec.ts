// Real: nats-server (turns), the executor's directory on disk.
// Fake: the container runtime (FakeHost), the scheduler (a script that answers turns).
import { waitFor } from '#testing';
import type { PreparedImage, RunSpecification } from './application/container-runtime';
import { FakeRuntime } from './application/fake-runtime.conformance';
import { aGrant, attemptOf, ExecutorWorld } from './executor-harness.conformance';

const world = new ExecutorWorld();
const LEASE_MS = 400;

/** Waits for the spec at one of the steps that lead to a container. */
class WaitingRuntime extends FakeRuntime {
  goOn: () => void = () => undefined;
  reached = false;
  private readonly gate = new Promise<void>((resolve) => (this.goOn = resolve));

  constructor(private readonly step: 'prepare' | 'start') {
    super(world.host);
  }

  override async prepare(imageRef: string): Promise<PreparedImage> {
    if (this.step === 'prepare') await this.pass();
    return super.prepare(imageRef);
  }

  override async start(run: RunSpecification): Promise<void> {
    if (this.step === 'start') await this.pass();
    return super.start(run);
  }

  private pass(): Promise<void> {
    this.reached = true;
    return this.gate;
  }
}

describe('a run whose lease was over before its container was started', () => {
  const beyondTheLease = async (step: 'prepare' | 'start', back: 'before' | 'after'): Promise<string> => {
    const runtime = new WaitingRuntime(step);
    await world.start({ runtime, turnPeriodMs: 100 });
    const grant = { ...aGrant(), leaseMs: LEASE_MS };
    world.scheduler.grant(grant);
    await waitFor(() => runtime.reached);
    await world.scheduler.vanish();
    const vanished = performance.now();
    await waitFor(() => performance.now() > vanished + LEASE_MS + 100);
    if (back === 'before') {
      const turns = world.scheduler.turns.length;
      world.scheduler.appear();
      await waitFor(() => world.scheduler.turns.length > turns + 2, { timeoutMs: 10_000 });
    }
    runtime.goOn();
    world.scheduler.appear();
    return attemptOf(grant);
  };

  it.each(['before', 'after'] as const)(
    'is given back without starting, when the scheduler answers again %s that',
    async (back) => {
      const attemptId = await beyondTheLease('prepare', back);
      expect(await world.scheduler.report(attemptId)).toMatchObject({ outcome: 'interrupted' });
      expect(world.host.starts).toEqual([]);
    },
  );

  it('is stopped at once when the executor stood still at the very start', async () => {
    const attemptId = await beyondTheLease('start', 'before');
    expect(await world.scheduler.report(attemptId)).toMatchObject({ outcome: 'interrupted' });
    expect(world.host.running()).toEqual([]);
  });
});
