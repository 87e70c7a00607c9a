import type { RecordedRun } from '#contracts';
import { orderRun } from './order-run';

const flags = { runtime: 'auto' } as const;
const order = (environment: NodeJS.ProcessEnv, registryAuthFile?: string) =>
  orderRun({} as RecordedRun, '/here', flags, { dataDir: '/data', registryAuthFile }, environment);

it('an empty variable counts as unset', () => {
  const empty = {
    KNOCKEM_IMAGES_DIR: '',
    KNOCKEM_REGISTRY_AUTH_FILE: '',
    DOCKER_HOST: '',
    KNOCKEM_BUSYBOX: '',
  };
  expect(order(empty)).toEqual(order({}));
  expect(order(empty)).toMatchObject({ imagesDirectory: '/data/images' });
  expect(Object.keys(order(empty))).not.toContain('registryAuthFile');
});

it('takes what the environment and the settings name', () => {
  const named = { KNOCKEM_IMAGES_DIR: '/archives', DOCKER_HOST: 'unix:///d', KNOCKEM_BUSYBOX: '/b' };
  expect(order(named, '/auth.json')).toMatchObject({
    imagesDirectory: '/archives',
    dockerHost: 'unix:///d',
    busybox: '/b',
    registryAuthFile: '/auth.json',
  });
});

it('refuses a directory of images that is not there', () => {
  const missing = { ...flags, images: '/no/such/place' };
  expect(() => orderRun({} as RecordedRun, '/here', missing, { dataDir: '/data' }, {})).toThrow(
    'there is no directory /no/such/place',
  );
});
