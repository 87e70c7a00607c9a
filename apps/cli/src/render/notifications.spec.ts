import { renderNotifications } from './notifications';

it('says that older notifications are not shown', () => {
  const row = { at: '2030-01-01', event: 'started', channel: 'webhook', status: 'delivered', tries: [] };
  expect(renderNotifications({ items: [row] })).not.toContain('older');
  expect(renderNotifications({ items: [row], isCut: true })).toContain('there are older ones');
});
