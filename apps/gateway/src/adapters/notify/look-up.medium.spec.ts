// Real: a name server on UDP that answers what a spec tells it to, or never.
import { createSocket, type Socket } from 'node:dgram';
import { expectNoLeaks } from '#testing';
import { AllowedAddresses } from './allowed-addresses';
import { boundedLookUp } from './look-up';

const HEADER_BYTES = 12;
const TYPE_A = 1;
const ADDRESSES: Readonly<Record<string, readonly number[]>> = {
  'public.example': [93, 184, 215, 14],
  'inside.example': [127, 0, 0, 1],
};

let server: Socket;
let servers: string[];
beforeAll(async () => {
  server = createSocket('udp4');
  server.on('message', (query, from) => {
    const answer = answerTo(query);
    if (answer) server.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
  servers = [`127.0.0.1:${server.address().port}`];
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expectNoLeaks();
});

/** RFC 1035, 4: one question, and an address of it when it asks for IPv4. */
function answerTo(query: Buffer): Buffer | undefined {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at]; length > 0; length = query[at]) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const address = ADDRESSES[labels.join('.').toLowerCase()];
  if (!address) return undefined;
  const count = query.readUInt16BE(at + 1) === TYPE_A ? 1 : 0;
  const header = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, count, 0, 0, 0, 0]);
  const record = Buffer.from([0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address]);
  return Buffer.concat([header, query.subarray(HEADER_BYTES, at + 5), ...(count === 1 ? [record] : [])]);
}

it('ends for names that are never answered, and finds others meanwhile', async () => {
  const lookUp = boundedLookUp({ servers, timeoutMs: 300 });
  const silent = Array.from({ length: 8 }, (_, n) => lookUp(`silent${n}.example`));
  const ends = Promise.allSettled(silent);
  await expect(lookUp('public.example')).resolves.toEqual([{ address: '93.184.215.14', family: 4 }]);
  await expect(lookUp('localhost')).resolves.toContainEqual({ address: '127.0.0.1', family: 4 });
  for (const end of await ends) {
    expect(end).toMatchObject({ status: 'rejected', reason: { code: 'ETIMEOUT' } });
  }
}, 60_000);

it('is judged by the addresses that were found', async () => {
  const addresses = new AllowedAddresses([], boundedLookUp({ servers }));
  const found = (name: string) =>
    new Promise((resolve) =>
      addresses.lookup(name, {}, (error, address) => resolve(error?.message ?? address)),
    );
  await expect(found('public.example')).resolves.toBe('93.184.215.14');
  await expect(found('inside.example')).resolves.toContain('inside.example is no public address');
});
