import { notifyOf } from './notify-arguments';

it('asks for nothing where nothing is asked', () => {
  expect(notifyOf({}, 'whsec_x')).toBeUndefined();
});

it('takes the secret from the environment, and says so where there is none', () => {
  const webhook = 'https://example.org/hook';
  expect(notifyOf({ webhook, notifyOn: ['failed'] }, 'whsec_x')).toEqual({
    webhookUrl: webhook,
    webhookSecret: 'whsec_x',
    events: ['failed'],
  });
  expect(() => notifyOf({ webhook }, '')).toThrow('KNOCKEM_WEBHOOK_SECRET');
});

it('needs somebody to tell', () => {
  expect(notifyOf({ email: true })).toEqual({ email: true });
  expect(() => notifyOf({ notifyOn: ['failed'] })).toThrow('--webhook, --email');
});
