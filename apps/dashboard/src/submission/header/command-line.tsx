import { Button, Code, CopyButton, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';

interface CommandLineProps {
  readonly label: string;
  readonly command: string;
}

/** The same on the command line, to be copied. */
export function CommandLine({ label, command }: CommandLineProps): ReactElement {
  return (
    <Group gap="xs">
      <Text size="sm">{label}:</Text>
      <Code className="breaks-anywhere">{command}</Code>
      <CopyButton value={command}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
