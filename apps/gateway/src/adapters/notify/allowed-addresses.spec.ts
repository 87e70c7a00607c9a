import { AllowedAddresses } from './allowed-addresses';

const none = new AllowedAddresses([]);

it.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::7f00:1]/',
  'http://[::127.0.0.1]/',
  'http://[::1:7f00:1]/',
  'http://[4000::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
])('%s is refused', (url) => {
  expect(none.complaint(url)).toContain('is no public address');
});

it.each([
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
  'https://example.org/',
])('%s is let through (names are looked up when they are asked)', (url) => {
  expect(none.complaint(url)).toBeUndefined();
});

it('lets the operator allow ranges, and nothing beside them', () => {
  const some = new AllowedAddresses(['127.0.0.0/8', 'fd00::/8']);
  expect(some.complaint('http://127.0.0.1:9/')).toBeUndefined();
  expect(some.complaint('http://[fd00::1]/')).toBeUndefined();
  expect(some.complaint('http://[::ffff:127.0.0.1]/')).toBeUndefined();
  expect(some.complaint('http://10.0.0.1/')).toContain('10.0.0.1');
  expect(some.complaint('http://[::1]/')).toBeDefined();
});

it('refuses a name that leads to this machine, at the look-up that the connection uses', async () => {
  const error = await new Promise<Error | null>((resolve) => none.lookup('localhost', {}, resolve));
  expect(error?.message).toContain('localhost is no public address');
  const address = await new Promise((resolve) =>
    new AllowedAddresses(['127.0.0.0/8']).lookup('localhost', { family: 4 }, (_error, found) =>
      resolve(found),
    ),
  );
  expect(address).toBe('127.0.0.1');
});
