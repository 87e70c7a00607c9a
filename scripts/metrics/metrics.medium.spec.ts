// Real: nats-server, the five services as their modules wire them (in this process), their /metrics, the files in deploy/.
// Fake: the container runtime; nothing runs here.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type ServiceOptions, startService } from '#platform';
import { expectNoLeaks, startNatsServer, tempDirectory } from '#testing';
import { ExecutorModule } from '../../apps/executor/src/executor.module';
import { FakeHost, FakeRuntime } from '../../apps/executor/src/application/fake-runtime.conformance';
import { gateway } from '../../apps/gateway/src/gateway.module';
import { PlannerModule } from '../../apps/planner/src/planner.module';
import { RecorderModule } from '../../apps/recorder/src/recorder.module';
import { SchedulerModule } from '../../apps/scheduler/src/scheduler.module';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary?: string; readonly description?: string };
}

const dashboard = JSON.parse(readFileSync('deploy/grafana/knockem.json', 'utf8')) as {
  readonly uid: string;
  readonly panels: readonly Panel[];
};
const alerts = parse(readFileSync('deploy/prometheus/alerts.yml', 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
};
const rules = alerts.groups.flatMap((group) => group.rules);
const panels = dashboard.panels.filter(({ type }) => type !== 'row');

/** Prometheus makes it of every scrape. */
const BY_PROMETHEUS = ['up'];
const expressions = [
  ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ...rules.map(({ expr }) => expr),
];
const named = new Set(
  expressions.flatMap((expr) => expr.match(/\b(?:(?:knockem|nodejs|process)_\w+|up(?=\{))/g) ?? []),
);

/** Name -> type, as the five services tell them. */
let served: Map<string, string>;

beforeAll(async () => {
  await using nats = await startNatsServer();
  using home = tempDirectory('knockem-metrics-');
  const environment = {
    KNOCKEM_NATS_URL: nats.url,
    KNOCKEM_DATA_DIR: home.path,
    KNOCKEM_LOG_LEVEL: 'fatal',
    KNOCKEM_GATEWAY_PORT: '0',
    KNOCKEM_OPS_PORT: '0',
  };
  const start = async (options: Omit<ServiceOptions, 'environment'>) =>
    startService({ ...options, environment });
  const services = [
    await start({ name: 'recorder', module: (settings) => RecorderModule.forConfiguration(settings) }),
    await start({ name: 'planner', module: () => PlannerModule }),
    await start({ name: 'scheduler', module: () => SchedulerModule }),
    await start({
      name: 'executor',
      module: (settings) => ExecutorModule.on(settings, async () => new FakeRuntime(new FakeHost())),
    }),
    await startService({ ...gateway, environment }),
  ];
  try {
    const texts = await Promise.all(
      services.map(({ url }) => fetch(`${url}/metrics`).then((answer) => answer.text())),
    );
    const types = texts.join('\n').matchAll(/^# TYPE (\S+) (\S+)$/gm);
    served = new Map([...types].map(([, name, type]) => [name, type]));
    for (const text of texts) expect(text).toMatch(/^knockem_build\{.*service="\w+".*\} 1$/m);
  } finally {
    for (const service of services.reverse()) await service.stop();
  }
}, 120_000);
afterAll(expectNoLeaks);

it('names no metric that no service has', () => {
  const isServed = (name: string): boolean => {
    const histogram = name.replace(/_(bucket|count|sum)$/, '');
    return BY_PROMETHEUS.includes(name) || served.has(name) || served.get(histogram) === 'histogram';
  };
  expect(named.size).toBeGreaterThan(15);
  expect([...named].filter((name) => !isServed(name))).toEqual([]);
});

it('shows or watches every metric of ours, so that none is forgotten', () => {
  const ours = [...served.keys()].filter((name) => name.startsWith('knockem_'));
  const used = (name: string): boolean =>
    expressions.some((expr) => new RegExp(`\\b${name}(_bucket|_count|_sum)?\\b`).test(expr));
  expect(ours.filter((name) => !used(name)).sort()).toEqual(NOT_SHOWN);
});

/** For who looks for something else: the build, totals whose rates say nothing more, places in a stream. */
const NOT_SHOWN = [
  'knockem_build',
  'knockem_executor_held_runs',
  'knockem_executor_turns_total',
  'knockem_recorder_documents_total',
  'knockem_recorder_position',
  'knockem_scheduler_reports_settled_total',
  'knockem_scheduler_turns_waiting',
];

it('has panels with a title, an expression and a place of their own', () => {
  expect(dashboard.uid).toBe('knockem');
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  for (const { title, targets = [], gridPos } of panels) {
    expect([title, targets.every(({ expr }) => expr.length > 0), targets.length > 0]).toEqual([
      expect.any(String),
      true,
      true,
    ]);
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  }
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

it('says of every alert what it means and what to do', () => {
  expect(rules.length).toBeGreaterThan(5);
  for (const { alert, annotations } of rules) {
    expect([alert, annotations.summary, annotations.description]).toEqual([
      alert,
      expect.any(String),
      expect.any(String),
    ]);
  }
});
