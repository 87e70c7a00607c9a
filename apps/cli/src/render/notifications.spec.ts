import { renderNotifications } from './notifications';

it('says that older notifications are not shown', () => {
  const row = {
    notificationId: '5c2f0a43-7d5a-5e57-9b39-2d5bb0a5f1c4',
    at: '2030-01-01',
    event: 'started',
    channel: 'webhook',
    status: 'delivered',
    tries: [],
  } as const;
  expect(renderNotifications({ items: [{ ...row, tries: [] }] })).not.toContain('older');
  expect(renderNotifications({ items: [{ ...row, tries: [] }], isCut: true })).toContain(
    'there are older ones',
  );
});
