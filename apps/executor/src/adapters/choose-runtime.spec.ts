import { chooseRuntime } from './choose-runtime';

const choice = { directory: '/nowhere', imagesDirectory: '/nowhere', allowUnlimited: false, executorId: 'x' };
const noDocker = 'unix:///nowhere/docker.sock';

describe('choosing a runtime', () => {
  const path = process.env.PATH;
  afterEach(() => (process.env.PATH = path));

  it('takes the one that is named', async () => {
    expect((await chooseRuntime({ ...choice, runtime: 'docker' })).name).toBe('docker');
    expect((await chooseRuntime({ ...choice, runtime: 'crun' })).name).toBe('crun');
  });

  it('says of a daemon that does not answer where it looked and what to do', async () => {
    const docker = await chooseRuntime({ ...choice, runtime: 'docker', dockerHost: noDocker });
    await expect(docker.check()).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('never takes docker by itself where no socket answers', async () => {
    const outcome = await chooseRuntime({ ...choice, runtime: 'auto', dockerHost: noDocker }).then(
      ({ name }) => name,
      (error: { code: string; details: { hint?: string } }) => `${error.code}: ${error.details.hint}`,
    );
    expect(outcome).toMatch(/^crun$|^misconfigured: apt-get install -y \w/);
  });
});
