import { PassThrough } from 'node:stream';
import { stepsView } from './steps';

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
