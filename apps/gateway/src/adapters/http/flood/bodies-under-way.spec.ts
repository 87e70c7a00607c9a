import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import fc from 'fast-check';
import type { Identified } from '../access/identify';
import { BodiesUnderWay } from './bodies-under-way';

const MOST = { all: 1000, one: 400 };

class Arrival extends EventEmitter {
  readonly headers = new Map<string, string>();
  refused = false;
  setHeader = (name: string, value: string): void => void this.headers.set(name, value);
}

const arrive = (bodies: BodiesUnderWay, user: string, headers: Record<string, string>): Arrival => {
  const arrival = new Arrival();
  const request = { headers, caller: { userEmail: user, scopes: [] } } as unknown as Identified;
  bodies.admit(request, arrival as unknown as Response, (error) => (arrival.refused = error !== undefined));
  return arrival;
};
const sized = (bytes: number): Record<string, string> => ({ 'content-length': String(bytes) });

it('refuses beyond one user’s share, beyond the whole, and takes more when answers are out', () => {
  const bodies = new BodiesUnderWay(MOST);
  const first = arrive(bodies, 'ada', sized(400));
  const more = arrive(bodies, 'ada', sized(1));
  expect([first.refused, more.refused, more.headers.get('Retry-After')]).toEqual([false, true, '1']);
  expect(arrive(bodies, 'bob', sized(400)).refused).toBe(false);
  expect(arrive(bodies, 'cleo', sized(400)).refused).toBe(true);
  first.emit('close');
  expect(arrive(bodies, 'cleo', sized(400)).refused).toBe(false);
  expect(arrive(bodies, 'dan', {}).refused).toBe(false);
});

it('counts a body that does not say its length, or only that of compressed bytes, as the largest', () => {
  const bodies = new BodiesUnderWay(MOST);
  expect(arrive(bodies, 'ada', { 'transfer-encoding': 'chunked' }).refused).toBe(true);
  expect(arrive(bodies, 'ada', { ...sized(1), 'content-encoding': 'gzip' }).refused).toBe(true);
  expect(arrive(bodies, 'ada', { ...sized(1), 'content-encoding': 'Identity' }).refused).toBe(false);
});

it('never holds more than it may, and nothing when all is answered', () => {
  const arrivals = fc.array(fc.tuple(fc.constantFrom('ada', 'bob', 'cleo'), fc.nat(600), fc.boolean()));
  fc.assert(
    fc.property(arrivals, (all) => {
      const bodies = new BodiesUnderWay(MOST);
      const open: Arrival[] = [];
      for (const [user, bytes, oneLeaves] of all) {
        open.push(arrive(bodies, user, sized(bytes)));
        if (oneLeaves) open.shift()?.emit('close');
        expect(bodies.bytes).toBeLessThanOrEqual(MOST.all);
      }
      open.forEach((arrival) => arrival.emit('close'));
      expect(bodies.bytes).toBe(0);
    }),
  );
});
