import { FakeHost, FakeRuntime } from '../../application/fake-runtime.conformance';
import type { RunSpecification } from '../../application/container-runtime';
import { ReplayRuntime } from './replay-runtime';

it('keeps what a container that served has said, when the attempt itself is removed after it', async () => {
  const host = new FakeHost();
  const runtime = new ReplayRuntime(new FakeRuntime(host), false);
  await runtime.serve({ attemptId: 'container' } as RunSpecification);
  const [own = ''] = host.running();
  host.write(own, 'warming up\n');
  await runtime.remove('container');
  await runtime.remove('attempt');
  expect(runtime.left).toMatchObject({ output: 'warming up\n', served: true });
  expect(host.containers.size).toBe(0);
});
