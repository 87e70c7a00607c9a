import { hostname } from 'node:os';
import { actorOf } from './actor';

it('is the user of the settings, else who is logged in where', () => {
  expect(actorOf({ userEmail: 'ada@lab.example' })).toBe('ada@lab.example');
  expect(actorOf({})).toMatch(/^\S.* on \S/);
  expect(actorOf({})).toContain(` on ${hostname()}`);
});
