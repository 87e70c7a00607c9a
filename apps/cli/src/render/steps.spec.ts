import { PassThrough } from 'node:stream';
import { growingStepsView, stepsView } from './steps';

function terminal(): { output: NodeJS.WriteStream; shown: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const output = Object.assign(stream, { isTTY: true, columns: 80 }) as unknown as NodeJS.WriteStream;
  return { output, shown: () => text };
}

it('draws a bar on a terminal, and hides nothing that Ctrl-C would leave hidden', () => {
  const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
  const { output, shown } = terminal();
  const view = stepsView('copying', output);
  clock.mockReturnValue(2000);
  view.show(3, 7);
  view.end();
  clock.mockRestore();
  const beforeEnd = shown().split('\x1b[?25h')[0];
  expect(beforeEnd).toContain('copying');
  expect(beforeEnd).not.toContain('\x1b[?25l');
});

it('goes on telling rate and time left while one step takes long, of work that grows', () => {
  jest.useFakeTimers();
  const { output, shown } = terminal();
  const view = growingStepsView('looking', output);
  view.expect(1);
  view.done();
  view.expect(3);
  expect(shown()).toBe('');
  jest.advanceTimersByTime(2000);
  view.done();
  jest.advanceTimersByTime(2000);
  expect(shown()).toMatch(/looking .* 2\/4 .*, at least \d+ s left/);
  view.end();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});
