import { type KnockemLogger } from './logger';
import { NestLogger } from './nest-logger';

const lines: [string, string][] = [];
const at =
  (level: string) =>
  (_fields: object, message: string): void =>
    void lines.push([level, message]);
const logger = new NestLogger({
  info: at('info'),
  debug: at('debug'),
  error: at('error'),
} as unknown as KnockemLogger);

beforeEach(() => void lines.splice(0));

it.each(['RouterExplorer', '_RouterExplorer'])(
  'tells what %s found to those alone who look for a fault',
  (context) => {
    logger.log('Mapped {/livez, GET} route', context);
    logger.log('something of ours', 'Ours');
    expect(lines).toEqual([
      ['debug', 'Mapped {/livez, GET} route'],
      ['info', 'something of ours'],
    ]);
  },
);

it('leaves failures at the start to the one line on stderr', () => {
  logger.error('boom', 'a stack', '_ExceptionHandler');
  expect(lines).toEqual([]);
});
