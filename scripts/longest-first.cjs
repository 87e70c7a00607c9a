/**
 * The order in which jest takes test files, so that no long one is left alone at the end: first those that take a minute
 * or more, then as jest would have it (by the time that a file took when it last ran here, else by its size).
 */
const Sequencer = require('@jest/test-sequencer').default;

const LONGEST = [
  'e2e/chaos-longer',
  'e2e/images',
  'e2e/chaos',
  'e2e/durability/adaptive-recovery',
  'docker-runtime',
  'crun-runtime',
  'executor-disk-full',
  'crun-ordinary-user',
  'instruction-strings',
  'image-check',
];

const place = ({ path }) => {
  const found = LONGEST.findIndex((part) => path.includes(`/${part}.`));
  return found < 0 ? LONGEST.length : found;
};

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    return [...(await super.sort(tests))].sort((one, other) => place(one) - place(other));
  }
};
