import { ScrollArea, Stack, Text, Timeline, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { MOST_ENTRIES, type TimelineEntry } from '../../api/timeline';
import { Moment } from '../../shell/moment';
import { lookOf } from '../../shell/states';

/** What happened, newest first. */
export function EventTimeline({ entries }: { readonly entries: readonly TimelineEntry[] }): ReactElement {
  return (
    <Stack component="section" aria-label="Events">
      <Title order={2} size="h4">
        Events
      </Title>
      <ScrollArea.Autosize mah={560} viewportProps={{ tabIndex: 0, 'aria-label': 'Events, newest first' }}>
        <Timeline bulletSize={22} lineWidth={2} active={-1} m={4}>
          {entries.toReversed().map(({ of, version, at, about, status, sentence }) => (
            <Timeline.Item
              key={`${of} ${version} ${sentence}`}
              bullet={
                <Text span size="xs" c={`var(--mantine-color-${lookOf(status).color}-text)`} aria-hidden>
                  {lookOf(status).sign}
                </Text>
              }
              title={
                <Text size="sm" fw={600}>
                  {about}
                </Text>
              }
            >
              <Text size="sm" className="breaks-anywhere">
                {sentence}
              </Text>
              <Moment at={at} size="xs" />
            </Timeline.Item>
          ))}
        </Timeline>
      </ScrollArea.Autosize>
      {entries.length >= MOST_ENTRIES && (
        <Text size="xs" c="dimmed">
          The newest {MOST_ENTRIES}.
        </Text>
      )}
    </Stack>
  );
}
