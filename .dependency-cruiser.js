/** The house rules of docs/architecture.md, held by CI. Each rule's comment says why. */
const SPEC = '\\.spec\\.ts$';
const CONFORMANCE = '\\.conformance\\.ts$';

const oneRoom = (name, driver, rooms, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: [...rooms, SPEC, '^e2e/', '^libs/testing/', '^scripts/', '^chaos/'] },
  to: { path: `node_modules/${driver}` },
});

module.exports = {
  forbidden: [
    {
      name: 'apps-never-import-apps',
      comment: 'Services meet on NATS only; an import would weld two deployments together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Libraries stand below the services.',
      severity: 'error',
      from: { path: '^libs/', pathNot: SPEC },
      to: { path: '^apps/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Decisions are tested in milliseconds because they import nothing that acts.',
      severity: 'error',
      // A hash is pure: uuid-v5.ts makes ids of it.
      from: {
        path: '^(apps/[^/]+/src/domain/|libs/domain/|libs/science/)',
        pathNot: [SPEC, '^libs/domain/src/uuid-v5\\.ts$'],
      },
      to: {
        pathNot: [
          '^apps/[^/]+/src/domain/',
          '^libs/(domain|science|contracts)/',
          'node_modules/(uuid|pure-rand|@stdlib|simple-statistics|fmin|ml-)',
        ],
      },
    },
    {
      name: 'lib-domain-imports-nothing',
      comment: 'Shared words stand at the very bottom.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: SPEC },
      to: { path: '^(libs/(?!domain/)|apps/)' },
    },
    {
      name: 'client-runs-in-browsers',
      comment:
        'The web page is built with it: nothing of Node, nothing of ours, and one package that wraps fetch.',
      severity: 'error',
      from: { path: '^libs/client/', pathNot: SPEC },
      to: { pathNot: ['^libs/client/', 'node_modules/openapi-fetch'] },
    },
    {
      name: 'application-sees-ports',
      comment: 'A use case declares the port it needs; drivers live in adapters.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/application/', pathNot: SPEC },
      to: { path: '^(apps/[^/]+/src/adapters/|libs/(messaging|platform|testing)/)' },
    },
    {
      name: 'nest-at-the-edge',
      comment: 'Only the edge knows the framework, so the rest outlives it.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: ['/adapters/', '\\.module\\.ts$', '/main\\.ts$', '^libs/platform/', '^libs/testing/', SPEC],
      },
      to: { path: `node_modules/(@nestjs/|nestjs-)` },
    },
    oneRoom('nats-in-messaging', '@nats-io/', ['^libs/messaging/'], 'One driver, one room: the bus.'),
    oneRoom(
      'sqlite-in-its-library',
      'better-sqlite3',
      ['^libs/sqlite/'],
      'One driver, one room: how a file is opened, brought up to date, checked and copied stands once.',
    ),
    {
      name: 'sqlite-in-two-rooms',
      comment: "SQLite is the scheduler's truth and the embedded record store; nobody else keeps a database.",
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [
          '^apps/scheduler/src/adapters/sqlite/',
          '^libs/records/src/embedded/',
          '^libs/sqlite/',
          SPEC,
        ],
      },
      to: { path: '^libs/sqlite/' },
    },
    oneRoom(
      'mongoose-in-records',
      'mongoose',
      ['^libs/records/'],
      'One driver, one room: the record collections.',
    ),
    oneRoom(
      'docker-in-its-adapter',
      'dockerode',
      ['^apps/executor/src/adapters/docker/'],
      'One driver, one room.',
    ),
    oneRoom(
      'drawing-in-plots',
      '(vega|vega-lite|@resvg|@expo-google-fonts)/',
      ['^libs/plots/', '^apps/dashboard/src/submission/plots/'],
      'One drawing engine, one room: others ask for a picture. The page draws the same specifications in the browser.',
    ),
    {
      name: 'records-between-recorder-and-gateway',
      comment: 'Only recorder writes records, only gateway reads them.',
      severity: 'error',
      from: { path: '^apps/', pathNot: ['^apps/(gateway|recorder)/', SPEC] },
      to: { path: '^libs/records/' },
    },
    {
      name: 'libs-by-their-door',
      comment:
        'A library has one public door, index.ts; what is large and not for everybody has a second one: the records for ' +
        'MongoDB, the platform for HTTP.',
      severity: 'error',
      from: { path: '^(apps|libs/([^/]+)|e2e|scripts|examples|chaos)/' },
      to: {
        path: '^libs/[^/]+/src/(?!index\\.ts$)',
        pathNot: ['^libs/$2/', '^libs/(records/src/mongo|platform/src/http)/index\\.ts$'],
      },
    },
    {
      name: 'messaging-order',
      comment: 'domain < contracts < messaging < platform; a lower floor never imports a higher one.',
      severity: 'error',
      from: { path: '^libs/(contracts|messaging|sqlite|records)/', pathNot: [SPEC, CONFORMANCE] },
      to: { path: '^libs/(platform|testing)/' },
    },
    {
      name: 'contracts-below-messaging',
      comment: 'Words before wires.',
      severity: 'error',
      from: { path: '^libs/contracts/' },
      to: { path: '^libs/(messaging|sqlite|records)/' },
    },
    {
      name: 'no-test-code-in-product',
      comment: 'Fakes and launchers never ship.',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [SPEC, '^libs/testing/', '^(apps|libs)/[^/]+/src/testing/', CONFORMANCE],
      },
      to: { path: ['^libs/testing/', '^(apps|libs)/[^/]+/src/testing/', SPEC, CONFORMANCE] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle is one room with two names.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment:
        'An import that resolves to nothing is a typo or a missing package; virtual: is what the build of the page makes.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['knockem-source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
