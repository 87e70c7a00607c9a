import { inclusiveTimes, moduleTimes, selfTimes } from './self-times';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 9 });
const profile = {
  nodes: [
    { id: 1, callFrame: frame('(idle)') },
    { id: 2, callFrame: frame('grant', 'file:///x/dist/apps/scheduler/src/grant.js'), children: [3] },
    { id: 3, callFrame: frame('encode', 'file:///x/node_modules/@nats-io/nats-core/lib/encode.js') },
    { id: 4, callFrame: frame('decode', 'file:///x/node_modules/@nats-io/nats-core/lib/decode.js') },
    { id: 5, callFrame: frame('(garbage collector)') },
  ],
  samples: [1, 2, 3, 4, 2, 5],
  timeDeltas: [9000, 1000, 2000, 3000, 1000, 500],
};

it('sums by function, without the time in which nothing was to do', () => {
  expect(selfTimes(profile)).toEqual([
    { where: 'decode @nats-io/nats-core/lib/decode.js:10', ms: 3 },
    { where: 'grant apps/scheduler/src/grant.js:10', ms: 2 },
    { where: 'encode @nats-io/nats-core/lib/encode.js:10', ms: 2 },
    { where: '(garbage collector)', ms: 0.5 },
  ]);
});

it('sums by package, and by room of ours', () => {
  expect(moduleTimes(profile)).toEqual([
    { where: '@nats-io/nats-core', ms: 5 },
    { where: 'apps/scheduler/src', ms: 2 },
    { where: '(garbage collector)', ms: 0.5 },
  ]);
});

it('sums our functions with what they call', () => {
  expect(inclusiveTimes(profile)).toEqual([{ where: 'grant apps/scheduler/src/grant.js:10', ms: 4 }]);
});
