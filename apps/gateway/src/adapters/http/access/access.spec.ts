import { HTTP_CONTROLLERS } from '../controllers';
import { refuseOpenAddress, isLoopback } from './binding';
import { NEEDED_SCOPE } from './needs';

it.each(HTTP_CONTROLLERS.map((controller) => [controller.name, controller.prototype as object] as const))(
  'every route of %s says which scope it needs',
  (_name, prototype) => {
    const handlers = Object.getOwnPropertyNames(prototype)
      .map((name) => (prototype as Record<string, unknown>)[name])
      .filter((method): method is object => typeof method === 'function')
      .filter((method) => Reflect.hasMetadata('path', method) && Reflect.hasMetadata('method', method));
    expect(handlers.length).toBeGreaterThan(0);
    const scopes = handlers.map((handler) => Reflect.getMetadata(NEEDED_SCOPE, handler) as unknown);
    expect(scopes.filter((scope) => !['read', 'submit', 'administer'].includes(scope as string))).toEqual([]);
  },
);

it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])(
  '%s is this machine alone',
  (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(() => refuseOpenAddress({ host, tokensRequired: false })).not.toThrow();
  },
);

it.each([
  '0.0.0.0',
  '::',
  '',
  '10.0.0.1',
  '128.0.0.1',
  '::2',
  '::21',
  'fe80::1',
  '1::1',
  '127.example',
  '12700.1',
])('"%s" may be reached by others', (host) => {
  expect(() => refuseOpenAddress({ host, tokensRequired: false })).toThrow('KNOCKEM_TOKENS_REQUIRED');
  expect(() => refuseOpenAddress({ host, tokensRequired: true })).not.toThrow();
});
