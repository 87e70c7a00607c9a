import { Accordion, Badge, Code, Group, List, Stack, Text } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Moment } from '../shell/moment';
import type { Letter } from './dead-letters-api';
import { LetterDeeds } from './letter-deeds';
import { LetterText } from './letter-text';

/** Each letter with why it was given up; opened, with its text and what can be done. */
export function LetterList({ letters }: { readonly letters: readonly Letter[] }): ReactElement {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Accordion variant="separated" value={open} onChange={setOpen} order={2}>
      {letters.map((letter) => (
        <Accordion.Item key={letter.sequence} value={String(letter.sequence)}>
          <Accordion.Control>
            <LetterHead letter={letter} />
          </Accordion.Control>
          <Accordion.Panel>
            {open === String(letter.sequence) && <LetterBody letter={letter} />}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function LetterHead({ letter }: { readonly letter: Letter }): ReactElement {
  const { sequence, reason, service, subject, at } = letter;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>{sequence}</Text>
        <Badge variant="default" tt="none">
          {reason}
        </Badge>
        <Text size="sm">given up by {service}</Text>
        <Moment at={at} />
      </Group>
      <Text size="sm" ff="monospace" className="breaks-anywhere">
        {subject}
      </Text>
    </Stack>
  );
}

function LetterBody({ letter }: { readonly letter: Letter }): ReactElement {
  const { sequence, problems, headers, size, streamSequence } = letter;
  return (
    <Stack gap="sm">
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem} className="breaks-anywhere">
            {problem}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed">
        {size.toLocaleString()} bytes
        {streamSequence === undefined ? '' : `, place ${streamSequence.toLocaleString()} in its stream`}
      </Text>
      {Object.keys(headers).length > 0 && (
        <Code block tabIndex={0} aria-label="Headers of the message" className="scrolls">
          {Object.entries(headers)
            .map(([name, value]) => `${name}: ${String(value)}`)
            .join('\n')}
        </Code>
      )}
      <LetterText sequence={sequence} />
      <LetterDeeds letter={letter} />
    </Stack>
  );
}
