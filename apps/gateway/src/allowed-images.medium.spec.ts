// Real: nats-server, the embedded record file, HTTP. Scripted: the scheduler's answers.
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';

const asked = { userEmail: 'ada@example.org', genomeContent: '0 1 2\n', assayTypes: ['nulldist'] };

it('refuses an image that no executor may run, before anything is journalled', async () => {
  {
    await using gateway = await GatewayUnderTest.start(undefined, { KNOCKEM_IMAGES_ALLOWED: 'lab/*' });
    const post = (containerImage: string) =>
      gateway
        .http()
        .post('/api/v1/submissions')
        .send({ ...asked, containerImage });
    const { body } = await post('other/model:1').expect(422);
    expect(body.detail).toMatch(/the image other\/model:1 is not among those allowed here \(lab\/\*\)/);
    expect(body.problems).toMatchObject([{ field: 'containerImage' }]);
    expect((await gateway.bus.streamState('journal')).lastSequence).toBe(0);
    await post('lab/model:1').expect(202);
  }
  expectNoLeaks();
}, 60_000);
