import { chainId } from './chain-id';
import { NOBODY, resolveUser } from './container-user';
import { firstLine } from './first-line';
import { readImageConfiguration } from './image-configuration';
import { SharedWork } from './shared-work';
import { wholeCharacters } from './whole-characters';

describe('chain id', () => {
  it('of one layer is its diff id, and of more is folded as the specification says', () => {
    expect(chainId(['sha256:aa'])).toBe('sha256:aa');
    // printf 'sha256:aa sha256:bb' | sha256sum
    expect(chainId(['sha256:aa', 'sha256:bb'])).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(chainId(['sha256:aa', 'sha256:bb'])).not.toBe(chainId(['sha256:bb', 'sha256:aa']));
  });
});

describe("an image's configuration", () => {
  it('has defaults for what it does not say', () => {
    const configuration = readImageConfiguration(
      '{"architecture":"arm64","rootfs":{"diff_ids":["sha256:aa"]}}',
    );
    expect(configuration).toEqual({
      chainId: 'sha256:aa',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      arch: 'arm64',
      os: 'linux',
      user: '',
      env: {},
      workingDirectory: '/',
    });
  });

  it('keeps = signs in values', () => {
    const configuration = readImageConfiguration('{"config":{"Env":["A=b=c","EMPTY"]}}');
    expect(configuration.env).toEqual({ A: 'b=c', EMPTY: '' });
  });
});

describe('the user of a container', () => {
  const files = {
    '/etc/passwd': 'root:x:0:0::/:\nruns:x:1000:1001::/:\nboss:x:0:0::/:\n',
    '/etc/group': 'wheel:x:10:\n',
  };
  const read = async (path: '/etc/passwd' | '/etc/group') => files[path];

  it.each([
    ['', NOBODY],
    ['root', NOBODY],
    ['0', NOBODY],
    ['0:0', NOBODY],
    ['boss', NOBODY],
    ['runs', { uid: 1000, gid: 1001 }],
    ['1000', { uid: 1000, gid: 1001 }],
    ['runs:wheel', { uid: 1000, gid: 10 }],
    ['4000', { uid: 4000, gid: 4000 }],
    ['4000:5', { uid: 4000, gid: 5 }],
  ])('%j is %j', async (user, expected) => expect(await resolveUser(user, read)).toEqual(expected));

  it('is refused when the image does not know it', async () => {
    await expect(resolveUser('ghost', read)).rejects.toThrow('USER ghost is not in its /etc/passwd');
    await expect(resolveUser('runs:ghosts', read)).rejects.toThrow('group ghosts');
    await expect(resolveUser('ghost', async () => undefined)).rejects.toThrow('ghost');
  });
});

describe('a sentence from a container', () => {
  it('is one line without control characters', () => {
    expect(firstLine(Buffer.from('too \u001b[31mhot\nmore'))).toBe('too  [31mhot');
    expect(firstLine(Buffer.from('\n'))).toBeUndefined();
    expect(firstLine(undefined)).toBeUndefined();
    expect(firstLine(Buffer.from('x'.repeat(5000)))).toHaveLength(2000);
  });
});

describe('shared work', () => {
  it('is done once for calls at the same time, and anew after a failure', async () => {
    const work = new SharedWork<number>();
    let calls = 0;
    const fail = async () => Promise.reject(new Error(`call ${++calls}`));
    const both = await Promise.allSettled([work.do('a', fail), work.do('a', fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
    await expect(work.do('a', async () => 7)).resolves.toBe(7);
  });
});

describe('whole characters', () => {
  it('are all that is given of a text cut anywhere, and nothing is lost by reading on', () => {
    const text = Buffer.from('a ü 基 🧬 z');
    for (let cut = 0; cut <= text.length; cut++) {
      const first = wholeCharacters(text.subarray(0, cut));
      expect(first.toString() + text.subarray(first.length).toString()).toBe('a ü 基 🧬 z');
      expect(first.toString()).not.toContain('\ufffd');
    }
  });

  it('are not waited for in what is no text', () => {
    const bytes = Buffer.from([0x80, 0x80, 0x80, 0x80]);
    expect(wholeCharacters(bytes)).toBe(bytes);
    expect(wholeCharacters(Buffer.alloc(0))).toHaveLength(0);
  });
});
