import { PassThrough, type Writable } from 'node:stream';
import { once } from 'node:events';
import { ServedAttachment } from './served-attachment';

const NONCE = 'ab12';

interface Attached {
  readonly attachment: ServedAttachment;
  readonly connection: PassThrough;
  say(text: string): void;
}

function attach(cap: number, ended: () => Promise<unknown> = () => new Promise(() => undefined)): Attached {
  const connection = new PassThrough();
  let stderr!: Writable;
  const demux = (_from: unknown, _stdout: Writable, to: Writable): void => void (stderr = to);
  const attachment = new ServedAttachment({ wait: ended }, connection, demux, NONCE, cap);
  attachment.stdout.resume();
  return { attachment, connection, say: (text) => void stderr.write(Buffer.from(text)) };
}

it('keeps what is said up to its cap, however it is cut', () => {
  const { attachment, say } = attach(10_000);
  for (let n = 0; n < 9_000; n++) say(String(n % 10));
  expect(attachment.output.toString()).toBe('0123456789'.repeat(900));
  say('x'.repeat(5_000));
  say('y');
  expect(attachment.output.toString()).toBe('0123456789'.repeat(900) + 'x'.repeat(1_000));
});

it.each([
  ['said', 1000, 'said'],
  ['said much', 4, 'said'],
  ['said', 10, 'said'],
])('finds the exit code in the last word after %j, also beyond a cap of %d', async (said, cap, output) => {
  const { attachment, connection, say } = attach(cap);
  const closed = once(attachment.stdout, 'close');
  say(said);
  say(`\n${NONCE} E`);
  say(' 7\n');
  connection.end();
  connection.resume();
  expect(await attachment.lastWord()).toBe(7);
  expect(attachment.output.toString()).toBe(output);
  await closed;
});

it.each([`\n${NONCE} E 7\nmore`, `\nother E 7\n`, `${NONCE} E 7\n`, `\n${NONCE} E x\n`, ''])(
  'knows no exit code after %j',
  async (said) => {
    const { attachment, connection, say } = attach(1000, async () => ({}));
    say(said);
    connection.destroy();
    expect(await attachment.lastWord()).toBeUndefined();
    expect(attachment.output.toString()).toBe(said);
  },
);

it('closes stdout in order when the container has ended, or is gone', async () => {
  for (const ended of [
    async () => ({}),
    () => Promise.reject(Object.assign(new Error(), { statusCode: 404 })),
  ]) {
    const { attachment, connection } = attach(1000, ended);
    connection.destroy();
    await once(attachment.stdout, 'close'); // would reject with an error
  }
});

it('closes stdout with an error when the connection breaks and the container is not known to have ended', async () => {
  const { attachment, connection } = attach(1000, () => Promise.reject(new Error('no daemon answers')));
  connection.destroy(new Error('ECONNRESET'));
  await expect(once(attachment.stdout, 'close')).rejects.toThrow('the connection to the container broke');
});
