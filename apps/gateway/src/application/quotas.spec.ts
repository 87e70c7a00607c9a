import type { UserUsage } from '#contracts';
import { Quotas } from './quotas';

const NONE: UserUsage = { submissions: 0, competitions: 0, genomeBytes: 0 };
const LIMITS = { submissions: 5, competitions: 100, genomeBytes: 1000 };
const ADA = 'ada@example.org';

/** A scheduler that counts what was accepted, as soon as it was; `away` while it does not answer. */
class Counting {
  away = false;
  used = { ...NONE };
  usage = async (): Promise<UserUsage> => {
    if (this.away) throw new Error('away');
    await new Promise(setImmediate);
    return { ...this.used };
  };
  accept = (more: Partial<UserUsage>) => async (): Promise<string> => {
    await new Promise(setImmediate);
    this.used.submissions += more.submissions ?? 0;
    this.used.genomeBytes += more.genomeBytes ?? 0;
    return 'accepted';
  };
}

const outcomes = async (all: readonly Promise<string>[]): Promise<Record<string, number>> => {
  const settled = await Promise.all(all.map((one) => one.catch((error: { code: string }) => error.code)));
  return Object.fromEntries(
    [...new Set(settled)].map((word) => [word, settled.filter((w) => w === word).length]),
  );
};

it.each([false, true])('lets no burst past a quota (scheduler away: %s)', async (away) => {
  const live = new Counting();
  live.away = away;
  const quotas = new Quotas(live, LIMITS);
  const burst = Array.from({ length: 50 }, () => quotas.submission(ADA, live.accept({ submissions: 1 })));
  expect(await outcomes(burst)).toEqual({ accepted: 5, 'too-many': 45 });
  const uploads = Array.from({ length: 20 }, () =>
    quotas.genome(ADA, 300, live.accept({ genomeBytes: 300 })),
  );
  expect(await outcomes(uploads)).toEqual({ accepted: 3, 'too-many': 17 });
});

it('counts each user for himself, and again when room has come', async () => {
  const live = new Counting();
  const quotas = new Quotas(live, LIMITS);
  live.used.submissions = 5;
  const submit = (): Promise<string> => quotas.submission(ADA, live.accept({ submissions: 1 }));
  await expect(submit()).rejects.toThrow('ada@example.org has 5 live submissions; the quota is 5');
  live.used.submissions = 4;
  await expect(submit()).resolves.toBe('accepted');
  live.used = { ...NONE, competitions: 100 };
  await expect(submit()).rejects.toThrow('100 competitions waiting or running; the quota is 100');
});

it('goes on after a request that failed, and holds nobody where there is no limit', async () => {
  const live = new Counting();
  const quotas = new Quotas(live, LIMITS);
  const failing = quotas.submission(ADA, () => Promise.reject(new Error('no journal')));
  await expect(failing).rejects.toThrow('no journal');
  await expect(quotas.submission(ADA, live.accept({}))).resolves.toBe('accepted');
  const free = new Quotas(live, { submissions: 0, competitions: 0, genomeBytes: 0 });
  live.used = { submissions: 1e6, competitions: 1e6, genomeBytes: 1e12 };
  await expect(free.submission(ADA, live.accept({}))).resolves.toBe('accepted');
  await expect(free.genome(ADA, 1e9, live.accept({}))).resolves.toBe('accepted');
});
