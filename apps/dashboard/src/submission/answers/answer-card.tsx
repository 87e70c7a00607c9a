import { Accordion, List, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { numberInWords } from './answers';

interface AnswerCardProps {
  readonly title: string;
  readonly meaning: string;
  readonly estimate: Schemas['Estimate'] | null;
  /** Why there is none. */
  readonly note?: string;
}

/** One answer: its number with its interval, the method, and what it rests on. */
export function AnswerCard({ title, meaning, estimate, note }: AnswerCardProps): ReactElement {
  return (
    <Paper withBorder p="md">
      <Stack gap={6}>
        <Title order={3} size="h5">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {meaning}
        </Text>
        {estimate ? (
          <Found estimate={estimate} />
        ) : (
          <Text size="sm">Not known: {note ?? 'not recorded'}.</Text>
        )}
      </Stack>
    </Paper>
  );
}

function Found({ estimate }: { readonly estimate: Schemas['Estimate'] }): ReactElement {
  const { value, unit, interval, method, assumptions, notes } = estimate;
  return (
    <>
      <Text size="xl" fw={700} className="numbers">
        {value === null ? 'no number' : `${numberInWords(value)} ${unit}`}
      </Text>
      {interval && (
        <Text size="sm" className="numbers">
          {Math.round(interval.level * 100)} % interval: {numberInWords(interval.low)} to{' '}
          {numberInWords(interval.high)}
        </Text>
      )}
      {notes.map((one) => (
        <Text size="sm" key={one}>
          {one}
        </Text>
      ))}
      <Accordion variant="default" chevronPosition="left" order={4}>
        <Accordion.Item value="assumptions" style={{ border: 0 }}>
          <Accordion.Control px={0}>
            <Text size="sm">Method and assumptions</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <Text size="sm" mb="xs">
              By {method}.
            </Text>
            <List size="sm">
              {assumptions.map((one) => (
                <List.Item key={one}>{one}</List.Item>
              ))}
            </List>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </>
  );
}
