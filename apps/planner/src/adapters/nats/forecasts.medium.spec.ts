/** Real: nats-server, the bus, every assay type of the planner. */
import type { AssayForecasts } from '#contracts';
import { connectMessaging, type Messaging } from '#messaging';
import { startNatsServer, submissionCreate, type NatsServer } from '#testing';
import { ASSAY_REGISTRY } from '../../domain/assays/registry';
import { answerForecasts } from './forecasts';

let server: NatsServer;
let messaging: Messaging;
beforeAll(async () => {
  server = await startNatsServer();
  messaging = await connectMessaging({ servers: server.url, name: 'planner', runmode: 'testing' });
});
afterAll(async () => {
  await messaging?.close();
  await server?.stop();
});

it('is answered over the bus, and a study that cannot work is refused in words', async () => {
  const answering = answerForecasts(messaging, { registry: ASSAY_REGISTRY, build: '1.0.0+a' });
  await messaging.flush();
  const ask = (body: object): Promise<AssayForecasts> =>
    messaging.request('submission.forecast', body, { timeoutMs: 20_000 });
  const submission = submissionCreate({ assayTypes: ['screenCritical'] });
  expect((await ask({ submission, numSites: 7 })).assays).toMatchObject([
    { assayType: 'inspection', atMost: 1 },
    { assayType: 'nulldist', atLeast: 100 },
    { assayType: 'screenCritical', atLeast: 7, atMost: 7 },
  ]);
  await expect(ask({ submission, numSites: 0 })).rejects.toMatchObject({ code: 'invalid' });
  const few = { ...submission, assayParameters: { nulldist: { replicates: 30 } } };
  await expect(ask({ submission: few })).rejects.toMatchObject({ code: 'refused' });
  await answering.stop();
});
