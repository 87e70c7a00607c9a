import { Table, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { Moment } from '../../shell/moment';
import { StateBadge } from '../../shell/state-badge';
import { WideTable } from '../../shell/wide-table';
import { CHANNELS, reasonOf } from './delivery';

type Notification = Schemas['NotificationLog']['items'][number];

/** The delivery log: each notification with its tries, and why the last one failed. */
export function NotificationTable({
  notifications,
}: {
  readonly notifications: readonly Notification[];
}): ReactElement {
  return (
    <WideTable minWidth={620} label="Notifications, one a row">
      <Table aria-label="Notifications">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Event</Table.Th>
            <Table.Th>When</Table.Th>
            <Table.Th>How</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right">Tries</Table.Th>
            <Table.Th w="35%">Last try</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {notifications.map((one) => (
            <Table.Tr key={one.notificationId} className="numbers">
              <Table.Td>{one.event}</Table.Td>
              <Table.Td>
                <Moment at={one.at} />
              </Table.Td>
              <Table.Td>{CHANNELS[one.channel]}</Table.Td>
              <Table.Td>
                <StateBadge state={one.status} />
              </Table.Td>
              <Table.Td ta="right">{one.tries.length}</Table.Td>
              <Table.Td>
                <LastTry notification={one} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

/** When it was, what went wrong with it, and when the next one is. */
function LastTry({ notification }: { readonly notification: Notification }): ReactElement {
  const { tries, nextTryAt } = notification;
  const last = tries.at(-1);
  const reason = reasonOf(notification);
  return (
    <>
      {last ? <Moment at={last.at} /> : <Text size="sm">–</Text>}
      {reason !== undefined && (
        <Text size="xs" className="breaks-anywhere">
          {reason}
        </Text>
      )}
      {nextTryAt !== undefined && (
        <Text size="xs" c="dimmed">
          again <Moment at={nextTryAt} size="xs" />
        </Text>
      )}
    </>
  );
}
