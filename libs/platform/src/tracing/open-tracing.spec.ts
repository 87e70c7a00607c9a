import { readConfiguration } from '../configuration';
import { openTracing } from './open-tracing';
import { noTracing } from './tracing';

const COLLECTOR = 'http://collector:4318';

it('is off without an endpoint, and then nothing is made', () => {
  expect(openTracing(readConfiguration({}), 'planner', '0')).toBe(noTracing);
  expect(noTracing.isOn).toBe(false);
});

it('takes our setting before the one of other programs, and says what an endpoint looks like', () => {
  const both = { KNOCKEM_OTLP_ENDPOINT: COLLECTOR, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://other:4318' };
  expect(readConfiguration(both).tracing).toEqual({ endpoint: COLLECTOR, share: 1 });
  const other = { OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, KNOCKEM_TRACED_PERCENT: '10' };
  expect(readConfiguration(other).tracing).toEqual({ endpoint: COLLECTOR, share: 0.1 });
  expect(() => readConfiguration({ KNOCKEM_OTLP_ENDPOINT: 'collector:4318' })).toThrow(COLLECTOR);
});
