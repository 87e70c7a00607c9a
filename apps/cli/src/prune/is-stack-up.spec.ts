import { tempDirectory } from '#testing';
import { recordProcess, writeStackFile } from '../stack/stack-file';
import { isStackUp } from './is-stack-up';

const HERE = 'nats://127.0.0.1:4222';

it('judges by what a stack has left in the data directory only where that stack is meant', async () => {
  using directory = tempDirectory();
  const dataDir = directory.path;
  const gone = { ...recordProcess('supervisor', process.pid), startTime: 'earlier' };
  const stack = { gatewayUrl: 'http://127.0.0.1:8080', natsUrl: HERE, dataDir, ready: true, processes: [] };
  writeStackFile({ ...stack, supervisor: gone });
  expect(await isStackUp(dataDir, HERE)).toBe(false);
  expect(await isStackUp(dataDir, 'nats://ada@bus.lab.example:4222')).toBe(true);
  writeStackFile({ ...stack, supervisor: recordProcess('supervisor', process.pid) });
  expect(await isStackUp(dataDir, `${HERE}/`)).toBe(true);
});
